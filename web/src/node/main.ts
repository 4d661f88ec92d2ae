/** The browser's own code for Python: drawings, pictures or grids on stdin, float32 values (little-endian) or JSON on stdout.
 *
 *     node main.mjs grids < drawings.json            a JSON list of { strokes, width? } to n x 784
 *     node main.mjs pictures < pictures.bin          pictures of ink, one after the other, to n x 784
 *     node main.mjs lattices MODEL_DIR               how each line may be cut and read, as JSON
 *     node main.mjs numbers MODEL_DIR [LINE_DIR]     how each line is read, by the digit net alone or by both nets
 *     node main.mjs hypotheses MODEL_DIR LINE_DIR    what each line may say, as both nets have it
 *     node main.mjs strips                           how the line net sees each line, as pictures
 *     node main.mjs columns LINE_DIR < strips.bin    what it says of strips: columns x 21, one after the other
 *     node main.mjs kinds PAGE_DIR < pages.bin       what the page net says of pictures, each pixel of 3 bytes behind each
 *                                                    other: rows x columns x 6, one picture after the other
 *     node main.mjs seams < pictures.bin             the ways to cut each picture, as a single piece of ink, as JSON
 *     node main.mjs views ANGLE... < grids.f32       n x 784 to n x angles x 784, turned by degrees clockwise
 *     node main.mjs logits MODEL_DIR < grids.f32     n x 784 to n x 10
 *     node main.mjs probabilities MODEL_DIR < grids.f32    n x 784 to n x 10, calibrated, of all the contract's views
 *
 * Lines are drawings, or pictures where that word stands behind. A picture is its width and its height (uint32,
 * little-endian) and then its ink, row-major, a byte for each pixel: 0 = paper, 255 = ink. What has no ink gives an empty
 * grid. Errors are one sentence on stderr, with exit code 2.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { loadClassifier, type Classifier } from "../recogniser/classifier";
import type { Contract } from "../recogniser/contract";
import { withoutDust } from "../recogniser/picture/dust";
import { digitFeatures, inOrder, lineFeatures, seamFeatures } from "../recogniser/number/features";
import { glanceAt } from "../recogniser/number/glance";
import { fitsOf, hypothesesFor, readLine, seenBy, type LineReader } from "../recogniser/number/number";
import { lineOfDrawing, lineOfInk, type Line } from "../recogniser/number/number-line";
import { loadGraph } from "../recogniser/graph";
import { parseLineContract } from "../recogniser/line/line-contract";
import { startLineNet, type LineNet } from "../recogniser/line/line-net";
import { stripOfDrawing, stripOfInk } from "../recogniser/line/strip";
import { parsePageContract } from "../recogniser/page/page-contract";
import { startPageNet, type PageNet } from "../recogniser/page/page-net";
import { readFilesOf, readModelFiles } from "../recogniser/model-files";
import { normalise } from "../recogniser/normalise";
import { rasterise } from "../recogniser/rasterise";
import {
  gridLength,
  ModelLoadError,
  UnreadableSourceError,
  UnsupportedModeError,
  type Drawing,
  type InkImage,
  type PlacedInk,
} from "../recogniser/types";
import { describeSeams } from "../recogniser/number/seams";
import { candidatesOf, describeLine } from "../recogniser/number/segment";
import { strokeWidth } from "../recogniser/stroke-width";
import { inOneRow, rowsOf } from "../recogniser/rows";
import { viewOf } from "../recogniser/views";
import { startWasm } from "../recogniser/wasm-backend";

/** What the build calls the binary of the wasm backend, which it puts beside this module. */
declare const WASM_NAME: string;

type Sized = Pick<PlacedInk, "image" | "leastSide">;

class UsageError extends Error {}

/** What each command needs behind its name, and what it does. */
const commands: Readonly<Record<string, readonly [arguments: RegExp, run: Command]>> = {
  grids: [/^$/, async () => write(gridsOf(parseDrawings(await readInput()).map(inkOfDrawing)))],
  pictures: [/^$/, async () => write(gridsOf(parsePictures(await readInput()).map(inkOfPicture)))],
  lattices: [
    /^\S+( pictures)?$/,
    async ([modelDir, kind]) => writeLattices(modelDir!, await readLines(kind)),
  ],
  numbers: [
    /^\S+( \S+)??( pictures)?$/,
    async ([modelDir, ...others]) => {
      const lineDir = others.find((each) => each !== "pictures");
      return writeReadings(await readerOf(modelDir!, lineDir), await readLines(others.at(-1)));
    },
  ],
  hypotheses: [
    /^\S+ \S+( pictures)?$/,
    async ([modelDir, lineDir, kind]) =>
      writeHypotheses(await readerOf(modelDir!, lineDir), await readLines(kind)),
  ],
  strips: [
    /^(pictures)?$/,
    async ([kind]) => writePictures((await readLines(kind)).map(({ strip }) => strip())),
  ],
  columns: [/^\S+$/, async ([lineDir]) => writeColumns(lineDir!, parsePictures(await readInput()))],
  kinds: [/^\S+$/, async ([pageDir]) => writeKinds(pageDir!, parsePictures(await readInput()))],
  seams: [/^$/, async () => writeSeams(parsePictures(await readInput()))],
  views: [
    /^-?\d+(\.\d+)?( -?\d+(\.\d+)?)*$/,
    async (angles) => {
      const grids = rowsOf(parseGrids(await readInput()), gridLength);
      write(inOneRow(grids.flatMap((grid) => angles.map((angle) => viewOf(grid, Number(angle))))));
    },
  ],
  logits: [
    /^\S+$/,
    async ([modelDir]) => write(await (await classifierOf(modelDir!)).logits(parseGrids(await readInput()))),
  ],
  probabilities: [
    /^\S+$/,
    async ([modelDir]) =>
      write(await (await classifierOf(modelDir!)).probabilities(parseGrids(await readInput()))),
  ],
};

type Command = (args: readonly string[]) => Promise<void>;

async function main([name = "", ...args]: readonly string[]): Promise<void> {
  const [expected, run] = Object.hasOwn(commands, name) ? commands[name]! : [];
  if (!run || !expected!.test(args.map((each) => each.replace(/\s/g, "_")).join(" "))) {
    const names = Object.keys(commands).join(", ");
    throw new UsageError(
      `Usage: main.mjs with one of ${names}, and what it needs; see web/src/node/main.ts.`,
    );
  }
  return run(args);
}

/** A line, drawn or as a picture. */
interface Written {
  readonly kind: "drawn" | "pictured";
  readonly lineBy: (contract: Contract) => Line;
  readonly strip: () => PlacedInk;
}

async function readLines(kind?: string): Promise<readonly Written[]> {
  const input = await readInput();
  if (kind === "pictures") {
    return parsePictures(input).map((draw) => ({
      kind: "pictured",
      lineBy: (contract) => lineOfPicture(draw, contract),
      strip: () => stripOfInk(placed(draw())),
    }));
  }
  return parseDrawings(input).map((drawing) => ({
    kind: "drawn",
    lineBy: () => lineOfDrawing(drawing),
    strip: () => stripOfDrawing(drawing),
  }));
}

/** n images to n x 784; each is drawn only when its turn comes. */
function gridsOf(images: readonly (() => Sized)[]): Float32Array {
  const grids = new Float32Array(images.length * gridLength);
  images.forEach((draw, index) => {
    const { image, leastSide } = draw();
    const digit = normalise(image, leastSide);
    if (digit) grids.set(digit.grid, index * gridLength);
  });
  return grids;
}

const inkOfDrawing = (drawing: Drawing) => () => rasterise(drawing);
const inkOfPicture = (draw: () => InkImage) => () => ({ image: withoutDust(draw()), leastSide: 0 });

function lineOfPicture(draw: () => InkImage, { seams }: Contract): Line {
  if (!seams)
    throw new ModelLoadError("The model's contract holds no weights of seams, by which pictures are cut.");
  return lineOfInk(placed(draw()), seams);
}

const placed = (image: InkImage): PlacedInk => ({ image, leastSide: 0, left: 0, top: 0, scale: 1 });

/** `{ features: { digit: [name, ...], line: [name, ...] }, lattices: [...] }`: for each line
 * `{ pieces, features, arcs: [[from, to, ...features, ...probabilities of the digits], ...] }`, features in their names' order. */
async function writeLattices(modelDir: string, written: readonly Written[]): Promise<void> {
  const classifier = await classifierOf(modelDir);
  const lattices = [];
  for (const { lineBy } of written) {
    const line = lineBy(classifier.contract);
    const glanced = await glanceAt(
      classifier,
      line,
      candidatesOf(line, line.height, { from: 0, to: line.pieces.length }),
    );
    const arcs = glanced.map(({ from, to, features, judgement }) => [
      from,
      to,
      ...inOrder(digitFeatures, features),
      ...judgement.probabilities,
    ]);
    const features = inOrder(lineFeatures, describeLine(line, line.height));
    lattices.push({ pieces: line.pieces.length, features, arcs });
  }
  return writeJson({ features: { digit: digitFeatures, line: lineFeatures }, lattices });
}

/** `[{ text, probability, doubt }, ...]`, as the contracts' weights read each line. */
async function writeReadings(reader: Reader, written: readonly Written[]): Promise<void> {
  const readings = [];
  for (const { kind, lineBy, strip } of written) {
    const seen = await seenBy(reader, strip());
    const { text, probability, doubt } = await readLine(reader, lineBy(reader.contract), kind, seen);
    readings.push({ text, probability, doubt });
  }
  return writeJson(readings);
}

/** `[[{ text, cuts, line }, ...], ...]`: of each line what it may say, and the logarithms of what either view holds of it. */
async function writeHypotheses(reader: Reader, written: readonly Written[]): Promise<void> {
  const all = [];
  for (const { kind, lineBy, strip } of written) {
    const seen = await seenBy(reader, strip());
    const hypotheses = await hypothesesFor(reader, lineBy(reader.contract), kind, seen);
    all.push(hypotheses.map(({ text, cuts, line, form }) => ({ text, cuts, line, form })));
  }
  return writeJson(all);
}

async function writeColumns(lineDir: string, strips: readonly (() => InkImage)[]): Promise<void> {
  const net = await lineNetOf(lineDir);
  const all = [];
  for (const draw of strips) all.push(await net.logits(draw()));
  const bytes = all.map((logits) => Buffer.from(logits.buffer, logits.byteOffset, logits.byteLength));
  return writeBytes(Buffer.concat(bytes));
}

async function writeKinds(pageDir: string, pictures: readonly (() => InkImage)[]): Promise<void> {
  const net = await pageNetOf(pageDir);
  for (const draw of pictures) {
    const { width, height, ink } = draw();
    await write(await net.logits({ width: width / 3, height, values: ink }));
  }
}

/** `{ features: [name, ...], pictures: [...] }`: for each picture `{ pen, seams: [{ columns, features }, ...] }`, features in
 * their names' order; a digit of it is as high as the picture. */
function writeSeams(pictures: readonly (() => InkImage)[]): Promise<void> {
  const answers = pictures.map((draw) => {
    const image = draw();
    const pen = strokeWidth(image);
    const seams = describeSeams(image, pen, image.height).map(({ columns, features }) => ({
      columns: Array.from(columns),
      features: inOrder(seamFeatures, features),
    }));
    return { pen, seams };
  });
  return writeJson({ features: seamFeatures, pictures: answers });
}

function parseGrids(input: Buffer): Float32Array {
  if (input.byteLength % (gridLength * 4) === 0) return new Float32Array(new Uint8Array(input).buffer);
  throw new UsageError(
    `Expected grids of ${gridLength} float32 each on stdin, got ${input.byteLength} bytes.`,
  );
}

/** Both nets, and what is fitted to the digit net. */
type Reader = LineReader & { readonly contract: Contract };

async function readerOf(modelDir: string, lineDir?: string): Promise<Reader> {
  const classifier = await classifierOf(modelDir);
  const { contract } = classifier;
  return { classifier, contract, fits: fitsOf(contract), lineNet: lineDir ? await lineNetOf(lineDir) : null };
}

async function classifierOf(modelDir: string): Promise<Classifier> {
  const files = await readModelFiles(readFrom(modelDir));
  await startBackend();
  return loadClassifier(files);
}

async function lineNetOf(lineDir: string): Promise<LineNet> {
  const files = await readFilesOf(parseLineContract, readFrom(lineDir));
  await startBackend();
  return startLineNet(files, loadGraph);
}

async function pageNetOf(pageDir: string): Promise<PageNet> {
  const files = await readFilesOf(parsePageContract, readFrom(pageDir));
  await startBackend();
  return startPageNet(files, loadGraph);
}

async function startBackend(): Promise<void> {
  if (!(await startWasm(fileURLToPath(new URL(WASM_NAME, import.meta.url))))) {
    throw new ModelLoadError("The wasm backend could not be started.");
  }
}

function readFrom(modelDir: string) {
  return async (name: string): Promise<ArrayBuffer> => {
    const bytes = await readFile(join(modelDir, name)).catch((error: Error) => {
      throw new ModelLoadError(`The model's file ${name} could not be read: ${error.message}.`);
    });
    return new Uint8Array(bytes).buffer;
  };
}

function parseDrawings(input: Buffer): readonly Drawing[] {
  try {
    const drawings: unknown = JSON.parse(input.toString("utf8"));
    if (Array.isArray(drawings) && drawings.every((drawing) => Array.isArray(drawing?.strokes)))
      return drawings;
  } catch {
    // Falls through to the one sentence below.
  }
  throw new UsageError("Expected a JSON list of { strokes, width? } on stdin.");
}

function parsePictures(input: Buffer): readonly (() => InkImage)[] {
  const pictures: (() => InkImage)[] = [];
  for (let start = 0; start < input.byteLength;) {
    if (start + 8 > input.byteLength) throw cutOff();
    const [width, height] = [input.readUInt32LE(start), input.readUInt32LE(start + 4)];
    const end = start + 8 + width * height;
    if (end > input.byteLength) throw cutOff();
    const bytes = input.subarray(start + 8, end);
    pictures.push(() => ({ width, height, ink: new Float32Array(bytes).map((value) => value / 255) }));
    start = end;
  }
  return pictures;
}

const cutOff = () =>
  new UsageError("Expected whole pictures on stdin: width and height as uint32, then a byte for each pixel.");

/** Pictures as they are read. */
function writePictures(strips: readonly PlacedInk[]): Promise<void> {
  const bytes = strips.flatMap(({ image: { width, height, ink } }) => {
    const size = Buffer.alloc(8);
    size.writeUInt32LE(width, 0);
    size.writeUInt32LE(height, 4);
    return [size, Buffer.from(Uint8Array.from(ink, (value) => Math.round(255 * value)))];
  });
  return writeBytes(Buffer.concat(bytes));
}

const readInput = () => buffer(process.stdin);

const writeJson = (value: unknown) => writeBytes(Buffer.from(JSON.stringify(value)));

function write(values: Float32Array): Promise<void> {
  return writeBytes(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
}

function writeBytes(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())),
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = [UsageError, ModelLoadError, UnreadableSourceError, UnsupportedModeError].some(
    (type) => error instanceof type,
  );
  console.error(isExpected ? (error as Error).message : error);
  process.exitCode = 2;
});

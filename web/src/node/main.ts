/** The browser's own code for Python: drawings, pictures or grids on stdin, float32 values (little-endian) on stdout.
 *
 *     node main.mjs grids < drawings.json > grids.f32            a JSON list of { strokes, width? } to n x 784
 *     node main.mjs pictures < pictures.bin > grids.f32          pictures of ink, one after the other, to n x 784
 *     node main.mjs lattices MODEL_DIR < drawings.json           how each drawing of a number may be cut and read, as JSON
 *     node main.mjs lattices MODEL_DIR pictures < pictures.bin   and each picture of one
 *     node main.mjs numbers MODEL_DIR < drawings.json            how each drawing of a number is read, as JSON
 *     node main.mjs numbers MODEL_DIR pictures < pictures.bin    and each picture of one
 *     node main.mjs seams < pictures.bin                         the ways to cut each picture, as a single piece of ink, as JSON
 *     node main.mjs views ANGLE... < grids.f32 > views.f32       n x 784 to n x angles x 784, turned by degrees clockwise
 *     node main.mjs logits MODEL_DIR < grids.f32 > logits.f32    n x 784 to n x 10
 *     node main.mjs probabilities MODEL_DIR < grids.f32          n x 784 to n x 10, calibrated, of all the contract's views
 *
 * A picture is its width and its height (uint32, little-endian) and then its ink, row-major, a byte for each pixel:
 * 0 = paper, 255 = ink. What has no ink gives an empty grid. Errors are one sentence on stderr, with exit code 2.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { loadClassifier, type Classifier } from "../recogniser/classifier";
import type { Contract } from "../recogniser/contract";
import { withoutDust } from "../recogniser/picture/dust";
import { digitFeatures, inOrder, lineFeatures, seamFeatures } from "../recogniser/number/features";
import { fitsOf, glanceAt, readLine } from "../recogniser/number/number";
import { lineOfDrawing, lineOfInk, type Line } from "../recogniser/number/number-line";
import { readModelFiles } from "../recogniser/model-files";
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
import { viewsOf } from "../recogniser/views";
import { startWasm } from "../recogniser/wasm-backend";

/** What the build calls the binary of the wasm backend, which it puts beside this module. */
declare const WASM_NAME: string;

type Sized = Pick<PlacedInk, "image" | "leastSide">;

class UsageError extends Error {}

async function main([command, ...args]: readonly string[]): Promise<void> {
  if (command === "grids" && args.length === 0)
    return write(gridsOf(parseDrawings(await readInput()).map(inkOfDrawing)));
  if (command === "pictures" && args.length === 0)
    return write(gridsOf(parsePictures(await readInput()).map(inkOfPicture)));
  if (command === "lattices" && args.length === 1)
    return writeLattices(args[0]!, parseDrawings(await readInput()), lineOfDrawing);
  if (command === "lattices" && args.length === 2 && args[1] === "pictures")
    return writeLattices(args[0]!, parsePictures(await readInput()), lineOfPicture);
  if (command === "numbers" && args.length === 1)
    return writeReadings(args[0]!, parseDrawings(await readInput()), lineOfDrawing, "drawn");
  if (command === "numbers" && args.length === 2 && args[1] === "pictures")
    return writeReadings(args[0]!, parsePictures(await readInput()), lineOfPicture, "pictured");
  if (command === "seams" && args.length === 0) return writeSeams(parsePictures(await readInput()));
  if (command === "views" && args.length > 0 && args.every((angle) => Number.isFinite(Number(angle))))
    return write(viewsOf(parseGrids(await readInput()), args.map(Number)));
  if (command === "logits" && args.length === 1)
    return write(await (await classifierOf(args[0]!)).logits(parseGrids(await readInput())));
  if (command === "probabilities" && args.length === 1)
    return write(await (await classifierOf(args[0]!)).probabilities(parseGrids(await readInput())));
  throw new UsageError(
    "Usage: main.mjs grids < drawings.json, pictures < pictures.bin, lattices (numbers) MODEL_DIR [pictures], seams < pictures.bin, views ANGLE... < grids.f32, or logits (probabilities) MODEL_DIR < grids.f32",
  );
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
  return lineOfInk({ image: draw(), leastSide: 0, left: 0, top: 0, scale: 1 }, seams);
}

/** `{ features: { digit: [name, ...], line: [name, ...] }, lattices: [...] }`: for each line
 * `{ pieces, features, arcs: [[from, to, ...features, ...probabilities of the digits], ...] }`, features in their names' order. */
async function writeLattices<Source>(
  modelDir: string,
  sources: readonly Source[],
  lineOf: (source: Source, contract: Contract) => Line,
): Promise<void> {
  const classifier = await classifierOf(modelDir);
  const lattices = [];
  for (const source of sources) {
    const line = lineOf(source, classifier.contract);
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

/** `[{ text, probability, doubt }, ...]`, as the contract's weights read each line. */
async function writeReadings<Source>(
  modelDir: string,
  sources: readonly Source[],
  lineOf: (source: Source, contract: Contract) => Line,
  kind: "drawn" | "pictured",
): Promise<void> {
  const classifier = await classifierOf(modelDir);
  const weights = fitsOf(classifier.contract)[kind];
  const readings = [];
  for (const source of sources) {
    const line = lineOf(source, classifier.contract);
    const { text, probability, doubt } = await readLine(classifier, line, weights);
    readings.push({ text, probability, doubt });
  }
  return writeJson(readings);
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

async function classifierOf(modelDir: string): Promise<Classifier> {
  const files = await readModelFiles(readFrom(modelDir));
  if (!(await startWasm(fileURLToPath(new URL(WASM_NAME, import.meta.url))))) {
    throw new ModelLoadError("The wasm backend could not be started.");
  }
  return loadClassifier(files);
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

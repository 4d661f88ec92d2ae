/** Reads a sheet: a picture of several lines of numbers, of a grid or of boxes. */
import { heightOf, widthOf } from "../bounds";
import { boundsOfRuns } from "../components";
import type { Tell } from "../messages";
import { poolHighest } from "../normalise";
import { inkOf } from "../number/ink-pieces";
import type { SeenPage } from "../page/layers";
import { readInk, type LineReader } from "../number/number";
import { boundsInSource } from "../placed-ink";
import type { Quarters } from "../turns";
import {
  noReading,
  type Alternative,
  type Box,
  type CellReading,
  type DigitReading,
  type Doubt,
  type MarkReading,
  type PlacedInk,
  type Reading,
  type SeenInk,
  type Span,
} from "../types";
import { darknessOf, inFull, type Cell } from "./cells";
import { withoutDirt } from "./dirt";
import { gathering } from "./gathering";
import { kindOn } from "./handwriting";
import { layOut, type Unit } from "./page-layout";
import { quartersOf, uprightInk } from "./quarters";
import { findTilt, leastTilt, turned } from "./tilt";
import { mostDigitWidth, withoutWords, type PlacedReading } from "./words";

/** The tilt is looked for on so many pixels: an angle needs no fine detail. */
const tiltPixels = 400_000;

/** So many numbers are read at once. */
const atOnce = 16;

/** Read the ink of a whole picture as a sheet.
 * @param tell is told how much of it is read */
export async function readSheet(
  lineReader: LineReader,
  placed: PlacedInk,
  seen: SeenPage,
  { withInk = false, tell }: { readonly withInk?: boolean | undefined; readonly tell: Tell },
): Promise<Reading> {
  const quarters = await quartersOf(lineReader, placed, seen.layers);
  const layers = quarters === 0 ? seen.layers : await seen.turned(quarters);
  const page = straightened(placed, quarters);
  const units = layOut(page.image, kindOn(layers, page));
  const { rows: numbers, words } = withoutWords(await readUnits(lineReader, units, page, tell));
  const rows = withoutDirt(numbers).map((row) => row.map(({ cell }) => cell));
  const cells = rows.flat();
  return {
    text: rows.map((row) => row.map(({ text }) => text).join("\t")).join("\n"),
    sure: cells.every(({ sure }) => sure),
    doubt: firstDoubt(cells),
    probability: cells.reduce((product, { probability }) => product * probability, 1),
    digits: cells.flatMap(({ digits }) => digits),
    marks: [],
    alternatives: [],
    rows,
    ...(words.length > 0 && { unread: words }),
    ...(withInk && { ink: page }),
  };
}

/** Read what stands in rows, some of it at a time: the nets are asked for much at once, and yet it is told how far they are. */
async function readUnits(
  lineReader: LineReader,
  rows: readonly (readonly Unit[])[],
  page: SeenInk,
  tell: Tell,
): Promise<readonly (readonly PlacedReading[])[]> {
  const reader = gathering(lineReader);
  const written = rows.flat().filter(isWritten);
  const read = new Map<Unit, PlacedReading>();
  const tellHowFar = () => tell({ read: read.size, of: written.length, rows: numbersIn(rows, read) });
  while (read.size < written.length) {
    await tellHowFar();
    const some = written.slice(read.size, read.size + atOnce);
    const readings = await Promise.all(some.map((unit) => readPlaced(reader, unit, page)));
    some.forEach((unit, index) => read.set(unit, readings[index]!));
  }
  await tellHowFar();
  return Promise.all(
    rows.map((row) => Promise.all(row.map((unit) => read.get(unit) ?? readPlaced(reader, unit, page)))),
  );
}

/** What is read so far of rows, without what holds no digit. */
function numbersIn(
  rows: readonly (readonly Unit[])[],
  read: ReadonlyMap<Unit, PlacedReading>,
): Reading["rows"] {
  const isNumber = ({ digits }: CellReading) => digits.length > 0;
  return rows
    .map((row) => row.flatMap((unit) => read.get(unit)?.cell ?? []).filter(isNumber))
    .filter((row) => row.length > 0);
}

async function readPlaced(reader: LineReader, unit: Unit, page: SeenInk): Promise<PlacedReading> {
  const ink = unit.cells.flatMap((cell) => cell.ink);
  return {
    place: unit.place,
    darkness: darknessOf(ink, page.image),
    cell: await readUnit(reader, unit, page),
  };
}

const isWritten = ({ cells }: Unit) => cells.some(({ ink }) => ink.length > 0);

/** The ink with its page upright and its lines level.
 * @param quarters of a turn that the page lies turned by, clockwise */
function straightened({ image, left, top, scale }: PlacedInk, quarters: Quarters): SeenInk {
  const upright = uprightInk(image, quarters);
  const factor = Math.max(1, Math.round(Math.sqrt((image.width * image.height) / tiltPixels)));
  const tilt = findTilt(poolHighest(upright, factor));
  const isLevel = Math.abs(tilt) < leastTilt;
  const straight = isLevel ? upright : turned(upright, -tilt);
  return {
    image: straight,
    left: left + (image.width - straight.width) / 2 / scale,
    top: top + (image.height - straight.height) / 2 / scale,
    scale,
    angle: (quarters * Math.PI) / 2 + (isLevel ? 0 : tilt),
  };
}

/** Read what is one text: a cell, or the cells of a comb, each of which holds a digit. */
async function readUnit(
  reader: LineReader,
  { bounds, cells, place }: Unit,
  page: SeenInk,
): Promise<CellReading> {
  const isComb = cells.length > 1;
  const read = await Promise.all(cells.map((cell) => readCell(reader, cell, page, place, isComb)));
  const digits = read.flatMap(({ digits }) => digits);
  const isWhole = !hasGap(read) && !cells.some(({ isSpread }) => isSpread);
  const own = firstDoubt(read);
  const isRefused = own === "no-number" || digits.some((digit) => digit.doubt !== null);
  const text = read.map(({ text }) => text).join("");
  // A single stroke outside of a grid may be a bracket, the side of a box, or a 1.
  const mayBeNone = cells.some(({ isMixed }) => isMixed) || (place !== "cell" && text === "1");
  // Of what is read all through, the gap says more than how probable each digit is.
  const doubt = isWhole || isRefused ? (own ?? (mayBeNone ? "uncertain-number" : null)) : "parted-number";
  return {
    text,
    sure: doubt === null,
    doubt,
    probability: read.reduce((product, { probability }) => product * probability, 1),
    digits: digits.map((digit) => ({ ...digit, box: inPicture(digit.box, page) })),
    marks: marksIn(read).map((mark) => ({ ...mark, box: inPicture(mark.box, page) })),
    alternatives: read.length === 1 ? read[0]!.alternatives.map((each) => movedTo(page, each)) : [],
    box: inPicture(boundsInSource(bounds, page), page),
    origin: cells[0]!.origin ?? "hand",
  };
}

function movedTo(page: SeenInk, { marks, ...other }: Alternative): Alternative {
  return { ...other, marks: marks.map((mark) => ({ ...mark, box: inPicture(mark.box, page) })) };
}

/** The doubt of the first that isn't sure; null where all are. */
function firstDoubt(read: readonly Pick<Reading, "doubt">[]): Doubt | null {
  return read.find(({ doubt }) => doubt !== null)?.doubt ?? null;
}

/** Whether a comb's tooth is blank between two that aren't: its digit may have been too faint. */
function hasGap(read: readonly Reading[]): boolean {
  const written = read.map(({ text }) => text !== "");
  return written.slice(written.indexOf(true), written.lastIndexOf(true)).includes(false);
}

/** The marks of texts that are written one behind the other. */
function marksIn(read: readonly Reading[]): readonly MarkReading[] {
  let before = 0;
  return read.flatMap(({ text, marks }) => {
    const moved = marks.map((mark) => ({ ...mark, place: before + mark.place }));
    before += text.length;
    return moved;
  });
}

/** A cell's ink as a number; where it can hold no more than one digit as that, surely if it is one as a number, too. */
async function readCell(
  reader: LineReader,
  { ink }: Cell,
  page: SeenInk,
  place: Unit["place"],
  isOneDigit: boolean,
): Promise<Reading> {
  if (ink.length === 0) return noReading;
  const bounds = boundsOfRuns(ink);
  // A cell's one digit is never left out, whatever it looks like.
  const skipsWords = !isOneDigit && (place !== "cell" || widthOf(bounds) > mostDigitWidth * heightOf(bounds));
  const image = inFull(inkOf(page.image, ink, bounds), darknessOf(ink, page.image));
  const { x, y } = boundsInSource(bounds, page);
  const placed = { image, left: x, top: y, scale: page.scale, leastSide: 0 };
  const number = await readInk(reader, placed, { skipsWords });
  if (!isOneDigit || number.digits.length === 0) return number;
  // A comb's tooth holds one digit: of what reads as one no mark needs to be thought of.
  if (/^\d$/.test(number.text)) return number.sure ? number : readInk(reader, placed, { expect: "#" });
  if (number.digits.length === 1) return number;
  const { from, to } = spanOf(number.digits);
  const digit = await readInk(reader, placed, { spans: [{ from, to, count: 1 }] });
  return { ...digit, sure: false, doubt: digit.doubt ?? "uncertain-number" };
}

/** From the first piece of digits to the last. */
function spanOf(digits: readonly DigitReading[]): Span {
  return { from: digits[0]!.span.from, to: digits.at(-1)!.span.to };
}

/** What a box on the straightened page covers in the picture. */
function inPicture({ x, y, width, height }: Box, { image, left, top, scale, angle }: SeenInk): Box {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [left + image.width / 2 / scale, top + image.height / 2 / scale];
  const corners = [x, x + width].flatMap((cornerX) =>
    [y, y + height].map((cornerY) => {
      const [dx, dy] = [cornerX - middleX, cornerY - middleY];
      return { x: middleX + cos * dx - sin * dy, y: middleY + sin * dx + cos * dy };
    }),
  );
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  const [fromX, fromY] = [Math.min(...xs), Math.min(...ys)];
  return { x: fromX, y: fromY, width: Math.max(...xs) - fromX, height: Math.max(...ys) - fromY };
}

/** Tells what of a straight page is read together, and in which order: a grid's cells, boxes, or lines. */
import { boundsOf, distance, heightOf, widthOf } from "../bounds";
import { boundsOfRuns, findComponents, type Component, type Run } from "../components";
import { poolHighest } from "../normalise";
import type { Kind } from "../page/page-contract";
import type { Bounds, InkImage } from "../types";
import type { Cell } from "./cells";
import { combsOf } from "./combs";
import { gridsOf, handCells } from "./grids";
import { inkOf, writtenInk, type KindAt, type WrittenInk } from "./handwriting";
import { findLattices, scaledLattice, type Lattice } from "./lattice";
import { numbersOf, usualHeight } from "./lines";
import { endOf, placeAt, type LongLine } from "./long-lines";
import { inReadingOrder } from "./reading-order";
import { withoutLines } from "./without-lines";

/** In a cell of a grid, in a comb, or elsewhere on the page. */
type Place = "cell" | "comb" | "page";

/** What is read as one text: a number, a grid's cell, or the cells of a comb, which hold a digit each. */
export interface Unit {
  readonly bounds: Bounds;
  readonly cells: readonly Cell[];
  readonly place: Place;
}

/** Lattices of one row of cells. */
interface Boxes {
  readonly closed: readonly Lattice[];
  /** Combs without a line above, which hold a digit in each cell. */
  readonly open: readonly Lattice[];
}

/** Lines are looked for on so many pixels: more cost time, and show no more of them. */
const latticePixels = 1_000_000;
/** A box is at most so many digits high: what is higher is a frame about several lines. */
const mostBoxHeight = 3.2;

/** A comb's box is made for one digit, and no wider than so many times its height; nor is a digit, but
 * for some of them, as a share. */
const mostToothWidth = 1.5;
const mostDigitWidth = 1.2;
const mostWide = 0.34;
/** What is seen as something else is looked at as handwriting where it is so near to some, in its height, and shares so much of
 * the higher one's height. */
const [nearby, leastBeside] = [0.45, 0.6];
/** Print may be handwriting where it is so high, by what is written. */
const printLikeHand = [0.75, 1.6] as const;
/** Where so little is printed, and less than so much of that written, all is read together: of a receipt some letters look as if
 * written. */
const littlePrint = 300;
const littleWritten = 0.33;
/** Lines that cross no others are rules where they are so long, as a share of the page's longer side; shorter ones are strokes,
 * or what combs stand on. */
const leastRule = 0.2;
const leastBase = 0.06;

/** What lines are looked for in: on handwriting, print and marks they are strokes. */
const ruleKinds: readonly Kind[] = ["rule", "paper"];

/** The page's units, row by row: a grid's rows hold all its cells; boxes, combs and numbers stand in rows outside.
 * @param kindAt what a pixel of the image is seen as */
export function layOut(image: InkImage, kindAt: KindAt): readonly (readonly Unit[])[] {
  const factor = Math.max(1, Math.round(Math.sqrt((image.width * image.height) / latticePixels)));
  const { lines, lattices } = findLattices(poolHighest(inkOf(image, kindAt, ruleKinds), factor));
  const found = lattices.map((lattice) => scaledLattice(lattice, factor));
  const side = Math.max(image.width, image.height);
  const whole = scaledLattice(lines, factor);
  const long = longerThan(leastRule * side, whole);
  const unruled = withoutLines(
    image,
    [long, ...found].flatMap(({ rows }) => rows),
    [long, ...found].flatMap(({ columns }) => columns),
  );
  const bases = longerThan(leastBase * side, whole).rows.filter((row) => !isOfAny(row, found));
  const { ink, combs } = withoutTeeth(unruled, bases);
  const sorted = writtenInk(ink, findComponents(ink), kindAt);
  const isLittlePrint =
    sorted.print.length <= littlePrint && sorted.hand.length < littleWritten * sorted.print.length;
  const written = isLittlePrint ? together(sorted) : withNeighbours(sorted);
  const grids = gridsOf(ink, written, found);
  const inGrids = grids.flatMap(({ cells }) => cells.flat().flatMap(({ ink }) => ink));
  const isOutside = (part: Bounds) => !grids.some(({ bounds }) => holdsMiddle(bounds, part));
  const hand = written.hand.filter(isOutside);
  const strokes = beside(hand, written.strokes.filter(isOutside));
  const boxes = { closed: found.filter((lattice) => lattice.rows.length === 2), open: combs };
  const height = usualHeight(written.hand);
  const others = [
    ...unitsOf(without(ink, inGrids), { hand, strokes }, boxes, height),
    ...printedUnits(ink, written.print.filter(isOutside), height),
  ];
  const asPrint = only(ink, isLittlePrint ? sorted.print : []);
  const withOrigin = (cell: Cell): Cell =>
    holdsInk(asPrint, cell.ink) ? { ...cell, origin: "print" } : cell;
  return inReadingOrder([
    ...grids.map(({ bounds, cells }) => ({
      bounds,
      rows: cells.map((row) => row.map((cell) => unitOf([withOrigin(cell)], "cell"))),
    })),
    ...others.map((unit) => ({
      bounds: unit.bounds,
      rows: [[{ ...unit, cells: unit.cells.map(withOrigin) }]],
    })),
  ]);
}

/** The image without open combs, on such lines: their teeth aren't to be read as 1s. */
function withoutTeeth(
  image: InkImage,
  bases: readonly LongLine[],
): { ink: InkImage; combs: readonly Lattice[] } {
  if (bases.length === 0) return { ink: image, combs: [] };
  const combs = combsOf(bases, findComponents(withoutLines(image, bases, [])));
  if (combs.length === 0) return { ink: image, combs: [] };
  const unruled = withoutLines(
    image,
    combs.map(({ base }) => base),
    [],
  );
  return {
    ink: without(
      unruled,
      combs.flatMap(({ teeth }) => teeth.flatMap(({ runs }) => runs)),
    ),
    combs: combs.map(({ lattice }) => lattice),
  };
}

/** Whether a line is one of a lattice's rows. */
function isOfAny(line: LongLine, lattices: readonly Lattice[]): boolean {
  const middle = line.from + line.middles.length / 2;
  return lattices.some(({ rows }) =>
    rows.some(
      (row) =>
        middle >= row.from &&
        middle <= endOf(row) &&
        Math.abs(placeAt(row, middle) - placeAt(line, middle)) <= row.thickness + line.thickness,
    ),
  );
}

function longerThan(length: number, { rows, columns }: Lattice): Lattice {
  const isLong = ({ middles }: LongLine) => middles.length >= length;
  return { rows: rows.filter(isLong), columns: columns.filter(isLong) };
}

/** Whether the middle of a part lies within bounds. */
function holdsMiddle({ left, top, right, bottom }: Bounds, part: Bounds): boolean {
  const [x, y] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
  return x >= left && x < right && y >= top && y < bottom;
}

const unitOf = (cells: readonly Cell[], place: Place): Unit => ({
  bounds: boundsOf(cells.map(({ bounds }) => bounds)),
  cells,
  place,
});

/** Ink in which print and points that are seen as nothing count as handwriting. */
function together({ hand, print, points, strokes }: WrittenInk): WrittenInk {
  return { hand: [...hand, ...print, ...points], print: [], points: [], strokes };
}

/** Ink of which print that stands as near to handwriting as another digit of it may be one of its strokes. */
function withNeighbours({ hand, print, points, strokes }: WrittenInk): WrittenInk {
  const neighbours = new Set(beside(hand, print));
  return {
    ...{ hand, points },
    print: print.filter((part) => !neighbours.has(part)),
    strokes: [...strokes, ...neighbours],
  };
}

/** What stands beside parts, or beside what does so, and is about as high. */
function beside(parts: readonly Component[], others: readonly Component[]): readonly Component[] {
  const left = new Set(others);
  const found = parts.slice();
  // Grows while it is gone through.
  for (const part of found) {
    for (const other of left) {
      const [height, otherHeight] = [heightOf(part), heightOf(other)];
      const shared = Math.min(part.bottom, other.bottom) - Math.max(part.top, other.top);
      if (shared < leastBeside * Math.max(height, otherHeight) || distance(part, other) > nearby * height)
        continue;
      left.delete(other);
      found.push(other);
    }
  }
  return found.slice(parts.length);
}

/** Boxes and combs that are written in, and the numbers outside of them. */
function unitsOf(
  image: InkImage,
  { hand, strokes }: Pick<WrittenInk, "hand" | "strokes">,
  { closed, open }: Boxes,
  height: number,
): readonly Unit[] {
  const rowOf = (lattice: Lattice) => handCells(image, { hand, strokes }, lattice)[0]!;
  const boxes = closed
    .map(rowOf)
    .flatMap((cells) => (isComb(cells) ? [cells] : cells.map((cell) => [cell])))
    .concat(open.map(rowOf))
    .map((cells) => unitOf(cells, cells.length > 1 ? "comb" : "page"))
    .filter(
      ({ bounds, cells }) =>
        cells.some(({ ink }) => ink.length > 0) && heightOf(bounds) <= mostBoxHeight * height,
    );
  const inside = boxes.flatMap(({ cells }) => cells.flatMap((cell) => cell.ink));
  const outside = without(only(image, [...hand, ...strokes]), inside);
  const [byHand, asStrokes] = [only(image, hand), only(image, strokes)];
  const numbers = numbersOf(outside, findComponents(outside), height).filter(({ ink }) =>
    holdsInk(byHand, ink),
  );
  return [
    ...boxes,
    ...numbers.map((cell) => unitOf([{ ...cell, isMixed: holdsInk(asStrokes, cell.ink) }], "page")),
  ];
}

/** What is printed as large as somebody writes: it may be handwriting after all. */
function printedUnits(image: InkImage, print: readonly Component[], height: number): readonly Unit[] {
  const [least, most] = printLikeHand.map((share) => share * height) as [number, number];
  const ink = only(
    image,
    print.filter((part) => heightOf(part) >= least && heightOf(part) <= most),
  );
  const numbers = numbersOf(ink, findComponents(ink), height);
  return numbers.map((cell) => unitOf([{ ...cell, origin: "print" }], "page"));
}

/** Whether an image has ink where runs begin. */
const holdsInk = ({ width, ink }: InkImage, runs: readonly Run[]): boolean =>
  runs.some(({ y, left }) => ink[y * width + left]! > 0);

/** Whether each cell is made for a digit, and all but a few hold one at most: now and then one is written wide. */
function isComb(cells: readonly Cell[]): boolean {
  const wide = cells.filter(({ ink }) => ink.length > 0 && isWide(boundsOfRuns(ink), mostDigitWidth));
  const written = cells.filter(({ ink }) => ink.length > 0);
  return (
    cells.every(({ bounds }) => !isWide(bounds, mostToothWidth)) && wide.length <= mostWide * written.length
  );
}

const isWide = (bounds: Bounds, most: number) => widthOf(bounds) > most * heightOf(bounds);

function without({ width, height, ink }: InkImage, runs: readonly Run[]): InkImage {
  const left = ink.slice();
  for (const { y, left: from, right } of runs) left.fill(0, y * width + from, y * width + right);
  return { width, height, ink: left };
}

/** The image's ink that belongs to components. */
function only({ width, height, ink }: InkImage, components: readonly Component[]): InkImage {
  const kept = new Float32Array(ink.length);
  for (const { y, left, right } of components.flatMap(({ runs }) => runs)) {
    const [from, to] = [y * width + left, y * width + right];
    kept.set(ink.subarray(from, to), from);
  }
  return { width, height, ink: kept };
}

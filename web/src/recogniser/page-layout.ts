/** Tells what of a straight page is read together, and in which order: a grid's cells, boxes, or lines. */
import { boundsOfRuns, cellsOf, type Cell } from "./cells";
import { findComponents, type Run } from "./components";
import { findLattices, scaledLattice, type Lattice } from "./lattice";
import type { LongLine } from "./long-lines";
import { poolHighest } from "./normalise";
import { boundsOf, heightOf, widthOf } from "./line";
import { inRows, numbersOf, usualHeight } from "./lines";
import { withoutLines } from "./without-lines";
import type { Bounds, InkImage } from "./types";

/** What is read as one text: a number, a grid's cell, or the cells of a comb, which hold a digit each. */
export interface Unit {
  readonly bounds: Bounds;
  readonly cells: readonly Cell[];
}

/** Lines are looked for on so many pixels: more cost time, and show no more of them. */
const latticePixels = 1_000_000;
/** Paper is squared, and its squares are no cells, where there are so many of them both ways ... */
const paperLines = 13;
/** ... or where fewer of them hold any ink, as a share ... */
const leastWritten = 0.12;
/** ... or where digits are higher than they are, by this factor. */
const mostOfCell = 1.05;
/** How much longer than wide a square may be, seen askew. */
const squareness = 1.35;
/** ... and so many of its cells, as a share, are squares. */
const leastSquares = 0.8;
/** A box is at most so many digits high: what is higher is a frame about several lines. */
const mostBoxHeight = 3.2;

/** A comb's box is made for one digit, and no wider than so many times its height; nor is a digit. */
const mostToothWidth = 1.5;
const mostDigitWidth = 1.2;
/** Lines that cross no others are rules where they are so long, as a share of the page's longer side. */
const leastRule = 0.2;

/** The page's units from top to bottom, each row from left to right. A grid's rows hold all its cells, and nothing
 * else on the page is read then; without a grid, boxes and combs stand in rows with what is written outside. */
export function layOut(image: InkImage): readonly (readonly Unit[])[] {
  const factor = Math.max(1, Math.round(Math.sqrt((image.width * image.height) / latticePixels)));
  const { lines, lattices } = findLattices(poolHighest(image, factor));
  const found = lattices.map((lattice) => scaledLattice(lattice, factor));
  const rules = scaledLattice(rulesOf(lines, Math.max(image.width, image.height) / factor), factor);
  const ink = withoutLines(
    image,
    [rules, ...found].flatMap(({ rows }) => rows),
    [rules, ...found].flatMap(({ columns }) => columns),
  );
  for (const lattice of found.filter(isGrid)) {
    const cells = cellsOf(ink, lattice);
    if (isWritten(cells) && !isSquaredPaper(lattice, cells))
      return cells.map((row) => row.map((cell) => ({ bounds: cell.bounds, cells: [cell] })));
  }
  return inRows(unitsOf(ink, found));
}

function rulesOf({ rows, columns }: Lattice, side: number): Lattice {
  const isRule = ({ middles }: LongLine) => middles.length >= leastRule * side;
  return { rows: rows.filter(isRule), columns: columns.filter(isRule) };
}

const isGrid = ({ rows, columns }: Lattice): boolean => rows.length > 2 && rows.length + columns.length > 5;

const isWritten = (cells: readonly (readonly Cell[])[]): boolean => shareOfWritten(cells) > 0;

function shareOfWritten(cells: readonly (readonly Cell[])[]): number {
  return cells.flat().filter(({ ink }) => ink.length > 0).length / cells.flat().length;
}

/** Whether a lattice is what paper is printed with, to write on regardless of its squares. */
function isSquaredPaper({ rows, columns }: Lattice, cells: readonly (readonly Cell[])[]): boolean {
  const all = cells.flat();
  const squares = all.filter(
    ({ bounds }) => Math.abs(Math.log(widthOf(bounds) / heightOf(bounds))) < Math.log(squareness),
  );
  if (squares.length < leastSquares * all.length) return false;
  if (Math.min(rows.length, columns.length) >= paperLines || shareOfWritten(cells) < leastWritten)
    return true;
  const written = all.filter(({ ink }) => ink.length > 0);
  const tooHigh = written.filter(
    ({ ink, bounds }) => heightOf(boundsOfRuns(ink)) > mostOfCell * heightOf(bounds),
  );
  return tooHigh.length > written.length / 2;
}

/** Boxes and combs that are written in, and the numbers outside of them. */
function unitsOf(ink: InkImage, lattices: readonly Lattice[]): readonly Unit[] {
  const height = usualHeight(findComponents(ink));
  const boxes = lattices
    .filter(({ rows }) => rows.length === 2)
    .map((lattice) => cellsOf(ink, lattice)[0]!)
    .flatMap((cells) => (isComb(cells) ? [cells] : cells.map((cell) => [cell])))
    .map((cells) => ({ bounds: boundsOf(cells.map(({ bounds }) => bounds)), cells }))
    .filter(({ bounds, cells }) => isWritten([cells]) && heightOf(bounds) <= mostBoxHeight * height);
  const outside = without(
    ink,
    boxes.flatMap(({ cells }) => cells.flatMap(({ ink }) => ink)),
  );
  return [...boxes, ...numbersOf(outside, height).map((cell) => ({ bounds: cell.bounds, cells: [cell] }))];
}

/** Whether each cell is made for a digit, and holds one at most. */
function isComb(cells: readonly Cell[]): boolean {
  return cells.every(({ bounds, ink }) => {
    const written = boundsOfRuns(ink);
    const mayBeDigit = ink.length === 0 || widthOf(written) <= mostDigitWidth * heightOf(written);
    return mayBeDigit && widthOf(bounds) <= mostToothWidth * heightOf(bounds);
  });
}

function without({ width, height, ink }: InkImage, runs: readonly Run[]): InkImage {
  const left = ink.slice();
  for (const { y, left: from, right } of runs) left.fill(0, y * width + from, y * width + right);
  return { width, height, ink: left };
}

/** Tells which of a page's lattices are grids that somebody filled in, and not what its paper is printed with. */
import { boundsOf, heightOf, widthOf } from "../bounds";
import { boundsOfRuns, type Run } from "../components";
import type { Bounds, InkImage } from "../types";
import { cellsOf, type Cell } from "./cells";
import type { WrittenInk } from "./handwriting";
import type { Lattice } from "./lattice";

export interface Grid {
  readonly bounds: Bounds;
  /** Row by row. */
  readonly cells: readonly (readonly Cell[])[];
}

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
/** Grids lie over each other where they share so much of the smaller one. */
const mostOver = 0.2;
/** Print in a cell is looked at where it is at most so many times wider than high: a digit or two. */
const mostPrintedWidth = 1.6;
/** Digits that were written with others are so high, by these. */
const [leastAlike, mostAlike] = [0.6, 2.2];

/** The grids that are written in, the largest of any that lie over each other, and others where they are written in as the
 * largest is: a newspaper has pictures of squares, too.
 * @param image without the lattices' lines
 * @param lattices the largest first */
export function gridsOf(image: InkImage, written: WrittenInk, lattices: readonly Lattice[]): readonly Grid[] {
  return lattices.filter(isLargeEnough).reduce<readonly Grid[]>((grids, lattice) => {
    const cells = filledCells(image, written, lattice);
    const grid = { bounds: boundsOf(cells.flat().map(({ bounds }) => bounds)), cells };
    const isFilledIn = grids.length === 0 ? shareOfWritten(grid) > 0 : isAlike(grid, grids[0]!);
    const isOne = isFilledIn && !isSquaredPaper(lattice, grid) && !grids.some((other) => isOver(grid, other));
    return isOne ? [...grids, grid] : grids;
  }, []);
}

/** A lattice's cells with what is written in them, or else with what little is printed. */
function filledCells(image: InkImage, written: WrittenInk, lattice: Lattice): Grid["cells"] {
  const printed = cellsOf(image, written.print, lattice);
  return handCells(image, written, lattice).map((row, r) =>
    row.map((cell, c) => {
      const other = printed[r]![c]!;
      return cell.ink.length === 0 && isShort(other.ink) ? { ...other, origin: "print" } : cell;
    }),
  );
}

/** A lattice's cells with what is written in them, its strokes that may be rules or marks among it. */
export function handCells(
  image: InkImage,
  { hand, strokes }: Pick<WrittenInk, "hand" | "strokes">,
  lattice: Lattice,
): Grid["cells"] {
  const surely = cellsOf(image, hand, lattice);
  return cellsOf(image, [...hand, ...strokes], lattice).map((row, r) =>
    row.map((cell, c) => (cell.ink.length > surely[r]![c]!.ink.length ? { ...cell, isMixed: true } : cell)),
  );
}

/** Whether a cell's print may be a number: most of it is words. */
function isShort(ink: readonly Run[]): boolean {
  const bounds = boundsOfRuns(ink);
  return ink.length > 0 && widthOf(bounds) <= mostPrintedWidth * heightOf(bounds);
}

/** Whether something is about as high as digits of a height. */
const isAsHigh = (height: number, digits: number): boolean =>
  height >= leastAlike * digits && height <= mostAlike * digits;

/** How high what is written is in half of the cells that hold any. */
function digitHeight(cells: Grid["cells"]): number {
  const heights = writtenOf(cells).map(({ ink }) => heightOf(boundsOfRuns(ink)));
  return heights.sort((a, b) => a - b)[heights.length >> 1] ?? 0;
}

/** The cells that hold ink. */
const writtenOf = (cells: Grid["cells"]): readonly Cell[] => cells.flat().filter(({ ink }) => ink.length > 0);

const isLargeEnough = ({ rows, columns }: Lattice): boolean =>
  rows.length > 2 && rows.length + columns.length > 5;

function isAlike(grid: Grid, largest: Grid): boolean {
  return (
    shareOfWritten(grid) >= leastWritten && isAsHigh(digitHeight(grid.cells), digitHeight(largest.cells))
  );
}

const shareOfWritten = ({ cells }: Grid): number => writtenOf(cells).length / cells.flat().length;

/** Whether two grids lie over each other: seen askew, neighbours' bounds do so a little. */
function isOver({ bounds: a }: Grid, { bounds: b }: Grid): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const smaller = Math.min(widthOf(a) * heightOf(a), widthOf(b) * heightOf(b));
  return across > 0 && down > 0 && across * down > mostOver * smaller;
}

/** Whether a lattice is what paper is printed with, to write on regardless of its squares. */
function isSquaredPaper({ rows, columns }: Lattice, grid: Grid): boolean {
  const all = grid.cells.flat();
  const squares = all.filter(
    ({ bounds }) => Math.abs(Math.log(widthOf(bounds) / heightOf(bounds))) < Math.log(squareness),
  );
  if (squares.length < leastSquares * all.length) return false;
  if (Math.min(rows.length, columns.length) >= paperLines || shareOfWritten(grid) < leastWritten) return true;
  const written = writtenOf(grid.cells);
  const tooHigh = written.filter(
    ({ ink, bounds }) => heightOf(boundsOfRuns(ink)) > mostOfCell * heightOf(bounds),
  );
  return tooHigh.length > written.length / 2;
}

/** Tells which ink of a page lies in which cell of a grid. */
import { boundsOf, distance, heightOf, longerSide, widthOf } from "../bounds";
import { boundsOfRuns, type Component, type Run } from "../components";
import type { Bounds, InkImage, Origin } from "../types";
import { crossingOf, type Lattice } from "./lattice";
import { placeAt } from "./long-lines";

/** Ink that is read together: a grid's cell, or a number of a line. */
export interface Cell {
  readonly bounds: Bounds;
  /** Empty where the cell is blank. */
  readonly ink: readonly Run[];
  /** Whether parts of a line stand so far apart that they may be two numbers. */
  readonly isSpread?: boolean;
  /** Whether part of it is seen as something else than handwriting. */
  readonly isMixed?: boolean;
  /** Who made the ink; a hand where it isn't said. */
  readonly origin?: Origin;
}

/** What hangs together goes to the cell that holds the most of it, if the next holds no more than this share of that:
 * strokes reach over lines, and digits of two cells touch. */
const mostElsewhere = 0.35;
/** What stays within so much of a cell's edge, as a share of its shorter side, is a rest of its border. */
const borderShare = 0.1;
/** A cell whose ink is no higher than this share of it, and no wider, is blank. */
const leastHeight = 0.22;
/** What is smaller, as a share of the cell, is a speck, or a mark where it is as near to what is written as this share of
 * that is high. */
const speckShare = 0.1;
const markDistance = 0.4;
/** But what is smaller than this share of what is written is dust. */
const dustShare = 0.06;
/** Of the darkness of what is written: where ink begins and where it is full. A blurred edge's middle lies between them. */
const [inkFrom, inkFull] = [0.35, 0.8];
/** What is so much fainter than the darkest piece of a cell is a shadow, or shows through. */
const leastDarkness = 0.6;

/** The cells of a lattice, row by row.
 * @param image without the lattice's lines
 * @param components of the image */
export function cellsOf(
  image: InkImage,
  components: readonly Component[],
  lattice: Lattice,
): readonly (readonly Cell[])[] {
  const bounds = boundsOfCells(lattice);
  const [rows, columns] = [bounds.length, bounds[0]!.length];
  const pieces: Component[][] = Array.from({ length: rows * columns }, () => []);
  for (const component of components) {
    for (const [cell, runs] of ownersOf(component.runs, lattice)) {
      const piece = { ...boundsOfRuns(runs), runs };
      if (!isBorder(piece, bounds[Math.floor(cell / columns)]![cell % columns]!)) pieces[cell]!.push(piece);
    }
  }
  return bounds.map((row, r) =>
    row.map((bounds, c) => {
      return { bounds, ink: writtenIn(bounds, pieces[r * columns + c]!, image).flatMap(({ runs }) => runs) };
    }),
  );
}

function boundsOfCells({ rows, columns }: Lattice): readonly (readonly Bounds[])[] {
  const corners = rows.map((row) => columns.map((column) => crossingOf(row, column)));
  return corners.slice(1).map((below, r) =>
    below.slice(1).map((corner, c) => {
      const own = [corner, below[c]!, corners[r]![c]!, corners[r]![c + 1]!];
      const [xs, ys] = [own.map(({ x }) => x), own.map(({ y }) => y)];
      return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    }),
  );
}

/** The runs of a component by the cells that they belong to; what lies outside the lattice to none. */
function ownersOf(runs: readonly Run[], lattice: Lattice): ReadonlyMap<number, readonly Run[]> {
  const lengths = new Map<number, { length: number; runs: Run[] }>();
  for (const run of runs) {
    for (const [cell, left, right] of split(run, lattice)) {
      const own = lengths.get(cell) ?? { length: 0, runs: [] };
      own.length += right - left;
      own.runs.push({ y: run.y, left, right });
      lengths.set(cell, own);
    }
  }
  const [most, next] = Array.from(lengths.entries()).sort(([, a], [, b]) => b.length - a.length);
  if (!next || next[1].length <= mostElsewhere * most![1].length)
    return new Map(most![0] < 0 ? [] : [[most![0], runs]]);
  return new Map(
    Array.from(lengths, ([cell, { runs }]) => [cell, runs] as const).filter(([cell]) => cell >= 0),
  );
}

/** A run's parts by the cells that they lie in; -1 is outside. */
function split({ y, left, right }: Run, { rows, columns }: Lattice): [number, number, number][] {
  const row = rows.filter((line) => placeAt(line, (left + right) / 2) <= y + 0.5).length - 1;
  const edges = columns.map((line) => Math.round(placeAt(line, y + 0.5)));
  const ends = [left, ...edges.filter((edge) => edge > left && edge < right), right];
  return ends.slice(1).map((end, index) => {
    const start = ends[index]!;
    const column = edges.filter((edge) => edge <= start).length - 1;
    const isInside = row >= 0 && row < rows.length - 1 && column >= 0 && column < columns.length - 1;
    return [isInside ? row * (columns.length - 1) + column : -1, start, end];
  });
}

/** Whether a piece keeps to the edge of its cell. */
function isBorder(piece: Bounds, cell: Bounds): boolean {
  // By the shorter side: in a wide box a digit's width is a small share of the longer one.
  const margin = borderShare * Math.min(heightOf(cell), widthOf(cell));
  return (
    piece.right <= cell.left + margin ||
    piece.left >= cell.right - margin ||
    piece.bottom <= cell.top + margin ||
    piece.top >= cell.bottom - margin
  );
}

/** The pieces that somebody wrote or printed into a cell: neither specks nor shadows, but points and other marks. */
function writtenIn(cell: Bounds, pieces: readonly Component[], image: InkImage): readonly Component[] {
  const side = Math.min(heightOf(cell), widthOf(cell));
  const large = pieces.filter((piece) => longerSide(piece) >= speckShare * side);
  if (large.every((piece) => longerSide(piece) < leastHeight * side)) return [];
  const darknessAt = ({ runs }: Component) => darknessOf(runs, image);
  const darkest = Math.max(...large.map(darknessAt));
  const isDark = (piece: Component) => darknessAt(piece) >= leastDarkness * darkest;
  const written = large.filter(isDark);
  const whole = boundsOf(written);
  const isMark = (piece: Component) =>
    longerSide(piece) >= dustShare * heightOf(whole) &&
    distance(piece, whole) <= markDistance * heightOf(whole);
  return [...written, ...pieces.filter((piece) => !large.includes(piece) && isMark(piece) && isDark(piece))];
}

/** How dark the ink of runs is, on an average of which the darkest has the most part. */
export function darknessOf(runs: readonly Run[], { width, ink }: InkImage): number {
  let [sum, squares] = [0, 0];
  for (const { y, left, right } of runs) {
    for (let at = y * width + left; at < y * width + right; at++) {
      sum += ink[at]!;
      squares += ink[at]! ** 2;
    }
  }
  return squares / sum;
}

/** The image with ink of such a darkness as full ink. */
export function inFull({ width, height, ink }: InkImage, darkness: number): InkImage {
  const [from, to] = [inkFrom * darkness, inkFull * darkness];
  return { width, height, ink: ink.map((value) => Math.min(1, Math.max(0, (value - from) / (to - from)))) };
}

/** Tells what of a straight page is read together, and in which order: a grid's cells, boxes, or lines. */
import { boundsOf, heightOf, widthOf } from "../bounds";
import { boundsOfRuns, findComponents, type Component, type Run } from "../components";
import { poolHighest } from "../normalise";
import type { Bounds, InkImage } from "../types";
import { cellsOf, darknessOf, type Cell } from "./cells";
import { combsOf } from "./combs";
import { digitHeight, gridsOf, isAsHigh, writtenOf, type Grid } from "./grids";
import { findLattices, scaledLattice, type Lattice } from "./lattice";
import { numbersOf, usualHeight } from "./lines";
import { endOf, placeAt, type LongLine } from "./long-lines";
import { inReadingOrder } from "./reading-order";
import { withoutLines } from "./without-lines";

/** In a cell of a grid, beside grids, in a comb on a page without grids, or elsewhere on such a page. */
type Place = "cell" | "beside" | "comb" | "page";

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
/** Outside of grids and boxes digits are as dark as those inside, or so much fainter: pencil beside ink, but no shadow. */
const leastDarkness = 0.3;
/** Lines that cross no others are rules where they are so long, as a share of the page's longer side; shorter ones are strokes,
 * or what combs stand on. */
const leastRule = 0.2;
const leastBase = 0.06;

/** The page's units, row by row: a grid's rows hold all its cells; boxes, combs and numbers stand in rows outside. */
export function layOut(image: InkImage): readonly (readonly Unit[])[] {
  const factor = Math.max(1, Math.round(Math.sqrt((image.width * image.height) / latticePixels)));
  const { lines, lattices } = findLattices(poolHighest(image, factor));
  const found = lattices.map((lattice) => scaledLattice(lattice, factor));
  const side = Math.max(image.width, image.height);
  const whole = scaledLattice(lines, factor);
  const rules = longerThan(leastRule * side, whole);
  const unruled = withoutLines(
    image,
    [rules, ...found].flatMap(({ rows }) => rows),
    [rules, ...found].flatMap(({ columns }) => columns),
  );
  const bases = longerThan(leastBase * side, whole).rows.filter((row) => !isOfAny(row, found));
  const { ink, combs } = withoutTeeth(unruled, bases);
  const components = findComponents(ink);
  const grids = gridsOf(ink, components, found);
  const boxes = { closed: found.filter((lattice) => lattice.rows.length === 2), open: combs };
  const others =
    grids.length > 0
      ? unitsOutside(ink, boxes, grids)
      : unitsOf(ink, components, boxes, usualHeight(components));
  return inReadingOrder([
    ...grids.map(({ bounds, cells }) => ({
      bounds,
      rows: cells.map((row) => row.map((cell) => unitOf([cell], "cell"))),
    })),
    ...others.map((unit) => ({ bounds: unit.bounds, rows: [[unit]] })),
  ]);
}

function longerThan(length: number, { rows, columns }: Lattice): Lattice {
  const isLong = ({ middles }: LongLine) => middles.length >= length;
  return { rows: rows.filter(isLong), columns: columns.filter(isLong) };
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

const unitOf = (cells: readonly Cell[], place: Place): Unit => ({
  bounds: boundsOf(cells.map(({ bounds }) => bounds)),
  cells,
  place,
});

/** What is written outside of grids as it is in them: no small print, no headline, and no shadow. */
function unitsOutside(ink: InkImage, boxes: Boxes, grids: readonly Grid[]): readonly Unit[] {
  const cells = grids.flatMap((grid) => grid.cells);
  const height = digitHeight(cells);
  const written = writtenOf(cells).flatMap((cell) => cell.ink);
  const darkness = darknessOf(written, ink);
  const outside = without(ink, [...written, ...grids.flatMap(({ bounds }) => runsOf(bounds, ink))]);
  return unitsOf(outside, findComponents(outside), boxes, height)
    .filter(({ cells }) => {
      const runs = cells.flatMap(({ ink }) => ink);
      return (
        isAsHigh(heightOf(boundsOfRuns(runs)), height) && darknessOf(runs, ink) >= leastDarkness * darkness
      );
    })
    .map((unit) => (unit.place === "page" ? { ...unit, place: "beside" } : unit));
}

/** Boxes and combs that are written in, and the numbers outside of them. */
function unitsOf(
  ink: InkImage,
  components: readonly Component[],
  { closed, open }: Boxes,
  height: number,
): readonly Unit[] {
  const rowOf = (lattice: Lattice) => cellsOf(ink, components, lattice)[0]!;
  const boxes = closed
    .map(rowOf)
    .flatMap((cells) => (isComb(cells) ? [cells] : cells.map((cell) => [cell])))
    .concat(open.map(rowOf))
    .map((cells) => unitOf(cells, cells.length > 1 ? "comb" : "page"))
    .filter(
      ({ bounds, cells }) =>
        cells.some(({ ink }) => ink.length > 0) && heightOf(bounds) <= mostBoxHeight * height,
    );
  return [...boxes, ...numbersBeside(boxes, ink, components, height).map((cell) => unitOf([cell], "page"))];
}

function numbersBeside(
  boxes: readonly Unit[],
  ink: InkImage,
  components: readonly Component[],
  height: number,
): readonly Cell[] {
  if (boxes.length === 0) return numbersOf(ink, components, height);
  const inside = boxes.flatMap(({ cells }) => cells.flatMap((cell) => cell.ink));
  const outside = without(ink, inside);
  const darkness = darknessOf(inside, ink);
  return numbersOf(outside, findComponents(outside), height).filter(
    (number) => darknessOf(number.ink, ink) >= leastDarkness * darkness,
  );
}

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

/** The rows of an image's pixels within bounds. */
function runsOf({ left, top, right, bottom }: Bounds, image: InkImage): readonly Run[] {
  const [from, to] = [Math.max(0, Math.floor(left)), Math.min(image.width, Math.ceil(right))];
  const [first, end] = [Math.max(0, Math.floor(top)), Math.min(image.height, Math.ceil(bottom))];
  return Array.from({ length: end - first }, (_, row) => ({ y: first + row, left: from, right: to }));
}

/** Finds the grids on a page by the lines that they are made of: sudokus, tables, boxes and combs. */
import { medianOf } from "../median";
import type { InkImage } from "../types";
import { leastGapPx, withFaintLines } from "./faint-lines";
import {
  endOf,
  findPieces,
  inkedShare,
  joinedLines,
  lineReach,
  placeAlong,
  placeAt,
  thinRuns,
  transposed,
  type LongLine,
} from "./long-lines";

/** Lines that cross each other. `rows` are those from left to right, found in the image's transpose; n + 1 rows and m + 1
 * columns make n x m cells. */
export interface Lattice {
  /** From top to bottom. */
  readonly rows: readonly LongLine[];
  /** From left to right. */
  readonly columns: readonly LongLine[];
}

/** A line is at least so long and at most so thick, as shares of the image's longer side. */
const leastLength = 0.03;
const mostThickness = 0.01;
/** Lines meet where each ends at most so far before the other, as a share of the longer side. */
const mostShort = 0.012;
/** A line belongs to a grid if it crosses this share of the others. */
const leastCrossings = 0.5;
/** Lines nearer than this, as a share of the usual distance, are one line and what runs along it. */
const leastDistance = 0.3;
/** Lines of one grid are inked by so much between any two that cross them. */
const leastJoined = 0.35;
/** A box's side is bent by so much of its length at most ... */
const mostBend = 0.05;
/** ... and so many times as long as its corners are apart: paper's rules go on beyond the 1s that reach from one to the next. */
const mostBeyond = 2;

/** The lines of an image, and the lattices that they make, the largest first. */
export function findLattices(image: InkImage): {
  readonly lines: Lattice;
  readonly lattices: readonly Lattice[];
} {
  const side = Math.max(image.width, image.height);
  const [least, most] = [leastLength * side, Math.max(4, mostThickness * side)];
  const across = transposed(image);
  const [rowRuns, columnRuns] = [thinRuns(across, most), thinRuns(image, most)];
  const pieces = { rows: findPieces(across, rowRuns, least), columns: findPieces(image, columnRuns, least) };
  // Lines of neighbouring grids often continue each other: what crosses no line in between is joined only then.
  const lattices = crossing(pieces, mostShort * side)
    .map(wholeLines)
    .map((lattice) => pruned(lattice, mostShort * side))
    .filter(isWhole)
    .flatMap(({ rows, columns }) => {
      const parts = apartAtGaps(columns, rows, rowRuns, image.height);
      return parts.flatMap((columns) =>
        apartAtGaps(rows, columns, columnRuns, image.width).map((rows) => ({ rows, columns })),
      );
    })
    .filter(isWhole)
    .filter(isBoxOrMore)
    .map(({ rows, columns }) => {
      const allRows = withFaintLines(rows, columns, rowRuns, image.height);
      return { rows: allRows, columns: withFaintLines(columns, allRows, columnRuns, image.width) };
    })
    .sort((a, b) => areaOf(b) - areaOf(a));
  return { lines: wholeLines(pieces), lattices };
}

/** Where a row and a column cross. */
export function crossingOf(row: LongLine, column: LongLine): { readonly x: number; readonly y: number } {
  const x = placeAlong(row, column);
  return { x, y: placeAt(row, x) };
}

/** The area that the outermost lines enclose, in pixels. */
function areaOf({ rows, columns }: Lattice): number {
  const [first, last] = [crossingOf(rows[0]!, columns[0]!), crossingOf(rows.at(-1)!, columns.at(-1)!)];
  return (last.x - first.x) * (last.y - first.y);
}

/** The lattice in an image with so many pixels for each. */
export function scaledLattice({ rows, columns }: Lattice, factor: number): Lattice {
  const scaled = (line: LongLine): LongLine => ({
    from: Math.round(line.from * factor),
    middles: Float32Array.from(
      { length: Math.round(line.middles.length * factor) },
      (_, index) => placeAt(line, line.from + (index + 0.5) / factor) * factor,
    ),
    thickness: line.thickness * factor,
  });
  return { rows: rows.map(scaled), columns: columns.map(scaled) };
}

const wholeLines = ({ rows, columns }: Lattice): Lattice => ({
  rows: joinedLines(rows),
  columns: joinedLines(columns),
});

const isWhole = ({ rows, columns }: Lattice): boolean => rows.length > 1 && columns.length > 1;

function meets(row: LongLine, column: LongLine, tolerance: number): boolean {
  const { x, y } = crossingOf(row, column);
  const within = (line: LongLine, at: number) => at >= line.from - tolerance && at <= endOf(line) + tolerance;
  return within(row, x) && within(column, y);
}

/** Lines that hang together by their crossings. */
function crossing({ rows, columns }: Lattice, tolerance: number): Lattice[] {
  const left = new Set(rows);
  const lattices: Lattice[] = [];
  const columnsOf = new Map(
    rows.map((row) => [row, columns.filter((column) => meets(row, column, tolerance))] as const),
  );
  for (const first of rows) {
    if (!left.delete(first)) continue;
    const own = { rows: [first], columns: new Set(columnsOf.get(first)) };
    // Grows while it is gone through.
    for (const row of own.rows) {
      void row;
      for (const other of left) {
        const others = columnsOf.get(other)!;
        if (!others.some((column) => own.columns.has(column))) continue;
        left.delete(other);
        own.rows.push(other);
        others.forEach((column) => own.columns.add(column));
      }
    }
    lattices.push({ rows: own.rows, columns: Array.from(own.columns) });
  }
  return lattices;
}

/** Without lines that cross too few others, or run along one; in order. */
function pruned(lattice: Lattice, tolerance: number): Lattice {
  const { rows, columns } = withoutStrokes(lattice, tolerance);
  if (rows.length < 2 || columns.length < 2) return { rows: [], columns: [] };
  const ordered = apart(rows, columns[columns.length >> 1]!);
  return { rows: ordered, columns: apart(columns, ordered[ordered.length >> 1]!) };
}

/** Without the lines that cross too few others, the loosest first: strokes of digits cross a line or two. */
function withoutStrokes({ rows, columns }: Lattice, tolerance: number): Lattice {
  const left = { rows: new Set(rows), columns: new Set(columns) };
  const met = new Map<LongLine, Set<LongLine>>(
    rows.map((row) => [row, new Set(columns.filter((column) => meets(row, column, tolerance)))] as const),
  );
  for (const column of columns) met.set(column, new Set(rows.filter((row) => met.get(row)!.has(column))));
  for (;;) {
    const shares = [
      ...Array.from(left.rows, (line) => ({
        line,
        from: left.rows,
        share: shareOf(met.get(line)!, left.columns),
      })),
      ...Array.from(left.columns, (line) => ({
        line,
        from: left.columns,
        share: shareOf(met.get(line)!, left.rows),
      })),
    ];
    const loosest = shares.reduce(
      (loosest, each) => (each.share < loosest.share ? each : loosest),
      shares[0]!,
    );
    if (!loosest || loosest.share > leastCrossings) break;
    loosest.from.delete(loosest.line);
    for (const other of met.get(loosest.line)!) met.get(other)!.delete(loosest.line);
  }
  return { rows: Array.from(left.rows), columns: Array.from(left.columns) };
}

/** Which share of lines one crosses; nothing where it crosses a single one, as strokes do. */
function shareOf(met: ReadonlySet<LongLine>, all: ReadonlySet<LongLine>): number {
  return met.size < 2 ? 0 : met.size / all.size;
}

/** Lines in their order along one that crosses them, the shorter one dropped of any two that are too near. */
function apart(lines: readonly LongLine[], along: LongLine): readonly LongLine[] {
  const placed = lines.map((line) => ({ line, at: placeAlong(along, line) })).sort((a, b) => a.at - b.at);
  const usual = medianOf(placed.slice(1).map(({ at }, index) => at - placed[index]!.at));
  const least = Math.max(leastGapPx, leastDistance * usual);
  const kept: typeof placed = [];
  for (const each of placed) {
    const last = kept.at(-1);
    if (!last || each.at - last.at >= least) kept.push(each);
    else if (each.line.middles.length > last.line.middles.length) kept[kept.length - 1] = each;
  }
  return kept.map(({ line }) => line);
}

/** Lines in groups, taken apart where the lines that cross them have no ink between two: there one grid ends and another
 * begins. */
function apartAtGaps(
  lines: readonly LongLine[],
  across: readonly LongLine[],
  runs: Uint8Array,
  width: number,
): readonly (readonly LongLine[])[] {
  return lines.reduce<readonly (readonly LongLine[])[]>((groups, line) => {
    const group = groups.at(-1);
    const isJoined = group && isInked(across, group.at(-1)!, line, runs, width);
    return isJoined ? [...groups.slice(0, -1), [...group, line]] : [...groups, [line]];
  }, []);
}

/** Whether lines are inked between two that cross them. */
function isInked(
  across: readonly LongLine[],
  from: LongLine,
  to: LongLine,
  runs: Uint8Array,
  width: number,
): boolean {
  const shares = across.map((line) => {
    const [start, end] = [placeAlong(line, from), placeAlong(line, to)];
    // Corners belong to the lines that cross.
    const margin = (end - start) / 8;
    return inkedShare(line, start + margin, end - margin, runs, width);
  });
  return shares.reduce((sum, share) => sum + share, 0) >= leastJoined * shares.length;
}

/** Whether what has a single cell is a box: a 0 has four sides, too, but they are bent. */
const isBoxOrMore = ({ rows, columns }: Lattice): boolean =>
  rows.length > 2 ||
  columns.length > 2 ||
  (rows.every((row) => isSide(row, columns)) && columns.every((column) => isSide(column, rows)));

const isSide = (line: LongLine, across: readonly LongLine[]): boolean =>
  isStraight(line) && line.middles.length <= mostBeyond * distanceAlong(line, across);

function distanceAlong(line: LongLine, across: readonly LongLine[]): number {
  return Math.abs(placeAlong(line, across.at(-1)!) - placeAlong(line, across[0]!));
}

function isStraight({ middles }: LongLine): boolean {
  const [first, last] = [middles[0]!, middles.at(-1)!];
  const most = mostBend * middles.length + lineReach;
  const steps = middles.length - 1 || 1;
  return middles.every(
    (middle, index) => Math.abs(middle - first - ((last - first) * index) / steps) <= most,
  );
}

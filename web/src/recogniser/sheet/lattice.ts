/** Finds the grids on a page by the lines that they are made of: sudokus, tables, boxes and combs. */
import type { InkImage } from "../types";
import { endOf, findPieces, joinedLines, placeAt, thinRuns, transposed, type LongLine } from "./long-lines";

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
/** A faint line has this share of its length in ink, or this where an even grid would have it; and half of that in so many of
 * its stretches. */
const leastSupport = 0.5;
const leastExpected = 0.25;
/** So has one that an even grid would have beyond its last. */
const leastBeyond = 0.4;
/** A grid is even where so many of its gaps are multiples of one distance. */
const leastEven = 0.7;
/** A line may lie so far from where it is expected, as a share of that distance. */
const snapShare = 0.12;
const leastStretches = 0.75;
/** How far an even grid's lines may be from their places, as a share of their distance. */
const evenness = 0.1;
/** Lines of one grid are inked by so much between any two that cross them. */
const leastJoined = 0.35;
/** A box's side is bent by so much of its length at most ... */
const mostBend = 0.05;
/** ... and so many times as long as its corners are apart: paper's rules go on beyond the 1s that reach from one to the next. */
const mostBeyond = 2;
/** Ink counts for a line that lies so far beside it, in pixels. */
const lineReach = 1;
/** No cell is smaller, in pixels of the image. */
const leastCellPx = 10;

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
    .map((lattice) => withFaintLines(lattice, rowRuns, image.height, columnRuns, image.width))
    .sort((a, b) => areaOf(b) - areaOf(a));
  return { lines: wholeLines(pieces), lattices };
}

/** Where a row and a column cross. */
export function crossingOf(row: LongLine, column: LongLine): { readonly x: number; readonly y: number } {
  const x = placeAlong(row, column);
  return { x, y: placeAt(row, x) };
}

/** Where along a line one of the other direction crosses it. */
function placeAlong(line: LongLine, other: LongLine): number {
  let along = other.middles[other.middles.length >> 1]!;
  // Each step takes off what is left times both slopes.
  for (let step = 0; step < 5; step++) along = placeAt(other, placeAt(line, along));
  return along;
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
  const least = Math.max(leastCellPx, leastDistance * usual);
  const kept: typeof placed = [];
  for (const each of placed) {
    const last = kept.at(-1);
    if (!last || each.at - last.at >= least) kept.push(each);
    else if (each.line.middles.length > last.line.middles.length) kept[kept.length - 1] = each;
  }
  return kept.map(({ line }) => line);
}

function medianOf(values: readonly number[]): number {
  return values.slice().sort((a, b) => a - b)[values.length >> 1] ?? 0;
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

/** Which share of a line from one height to another has ink about it. */
function inkedShare(line: LongLine, from: number, to: number, runs: Uint8Array, width: number): number {
  const height = runs.length / width;
  let [inked, count] = [0, 0];
  for (let y = Math.max(0, Math.round(from)); y < Math.min(height, to); y++) {
    const x = Math.floor(placeAt(line, y + 0.5));
    count += 1;
    for (let near = Math.max(0, x - lineReach); near <= Math.min(width - 1, x + lineReach); near++) {
      if (runs[y * width + near]! === 0) continue;
      inked += 1;
      break;
    }
  }
  return count > 0 ? inked / count : 0;
}

/** Add the lines that were too faint to be found by themselves, where the grid has room for them. */
function withFaintLines(
  { rows, columns }: Lattice,
  acrossRuns: Uint8Array,
  height: number,
  runs: Uint8Array,
  width: number,
): Lattice {
  const allRows = filled(rows, columns, acrossRuns, height);
  return { rows: allRows, columns: filled(columns, allRows, runs, width) };
}

/** Where lines may be looked for: the ink, and where each line of the other direction crosses them. */
interface Search {
  readonly runs: Uint8Array;
  readonly width: number;
  readonly ends: readonly number[];
  /** The distance of an even grid's lines, in pixels; null where the grid isn't even. */
  readonly unit: number | null;
}

function filled(
  lines: readonly LongLine[],
  across: readonly LongLine[],
  runs: Uint8Array,
  width: number,
): readonly LongLine[] {
  // Between two lines alone stands what is written in a box.
  if (lines.length === 2) return lines;
  const ends = across.map((line) => placeAlong(lines[lines.length >> 1]!, line));
  const gaps = lines.slice(1).map((line, index) => distanceOf(lines[index]!, line, ends));
  const search = { runs, width, ends, unit: unitOf(gaps) };
  const inside = lines.flatMap((line, index) =>
    index === 0 ? [line] : [...between(lines[index - 1]!, line, search), line],
  );
  const behind = beyond(inside, search);
  return beyond(behind.slice().reverse(), search).slice().reverse();
}

/** The distance of which most gaps are multiples. */
function unitOf(gaps: readonly number[]): number | null {
  const unit = Math.min(...gaps);
  const even = gaps.filter(
    (gap) => Math.abs(gap / unit - Math.round(gap / unit)) < evenness * Math.round(gap / unit),
  );
  return gaps.length > 2 && even.length >= leastEven * gaps.length ? unit : null;
}

function distanceOf(before: LongLine, behind: LongLine, ends: readonly number[]): number {
  const middle = ends[ends.length >> 1]!;
  return Math.abs(placeAt(behind, middle) - placeAt(before, middle));
}

/** The faint lines between two lines: where an even grid has some, or anywhere if half of one is there. */
function between(before: LongLine, behind: LongLine, search: Search): readonly LongLine[] {
  const distance = distanceOf(before, behind, search.ends);
  const units = search.unit ? Math.round(distance / search.unit) : 0;
  if (search.unit && units > 1 && Math.abs(distance / search.unit - units) < evenness * units) {
    return Array.from({ length: units - 1 }, (_, index) => (index + 1) / units)
      .map((share) => snapped(blended(before, behind, share, search.ends), search, search.unit!))
      .filter((line) => supportOf(line, search) >= leastExpected);
  }
  return anywhere(before, behind, search);
}

function anywhere(before: LongLine, behind: LongLine, search: Search): readonly LongLine[] {
  const distance = distanceOf(before, behind, search.ends);
  const edge = Math.max(leastCellPx, distance / 8);
  let best: { readonly line: LongLine; readonly support: number } | null = null;
  for (let step = Math.ceil(edge); step <= distance - edge; step++) {
    const line = blended(before, behind, step / distance, search.ends);
    const support = supportOf(line, search);
    if (support >= leastSupport && support > (best?.support ?? 0) && isUnbroken(line, edge, search))
      best = { line, support };
  }
  return best
    ? [...anywhere(before, best.line, search), best.line, ...anywhere(best.line, behind, search)]
    : [];
}

/** Whether a line reaches those that cross it: a row of digits has ink enough for a line, but leaves paper there. */
function isUnbroken(line: LongLine, reach: number, { runs, width, ends }: Search): boolean {
  const shares = ends
    .slice(1)
    .flatMap((end, index) => [
      inkedShare(line, ends[index]!, ends[index]! + reach, runs, width),
      inkedShare(line, end - reach, end, runs, width),
    ]);
  return shares.filter((share) => share >= leastSupport / 2).length >= leastStretches * shares.length;
}

/** Lines with those behind the last of them that an even grid would have there. */
function beyond(lines: readonly LongLine[], search: Search): readonly LongLine[] {
  if (!search.unit) return lines;
  const [before, last] = lines.slice(-2) as [LongLine, LongLine];
  const share = 1 + search.unit / distanceOf(before, last, search.ends);
  const next = snapped(blended(before, last, share, search.ends), search, search.unit);
  return supportOf(next, search) >= leastBeyond ? beyond([...lines, next], search) : lines;
}

/** A line moved onto the ink about it, where there is some, stretch by stretch. */
function snapped(line: LongLine, { runs, width }: Search, unit: number): LongLine {
  const reach = Math.max(lineReach, Math.round(snapShare * unit));
  const height = runs.length / width;
  const offsets = Array.from(line.middles, (middle, index) => {
    const [x, y] = [Math.floor(middle), line.from + index];
    if (y < 0 || y >= height) return null;
    for (let aside = 0; aside <= reach; aside++) {
      for (const near of [x - aside, x + aside]) {
        if (near >= 0 && near < width && runs[y * width + near]! > 0) return near + 0.5 - middle;
      }
    }
    return null;
  });
  const half = Math.round(unit / 2);
  return {
    ...line,
    middles: line.middles.map((middle, index) => {
      const known = offsets
        .slice(Math.max(0, index - half), index + half + 1)
        .filter((offset) => offset !== null);
      return middle + medianOf(known);
    }),
  };
}

/** A line between two others, at a share of the way. */
function blended(before: LongLine, behind: LongLine, share: number, ends: readonly number[]): LongLine {
  const from = Math.max(0, Math.floor(Math.min(...ends)));
  const length = Math.max(1, Math.ceil(Math.max(...ends)) - from);
  const middles = Float32Array.from(
    { length },
    (_, index) =>
      placeAt(before, from + index + 0.5) * (1 - share) + placeAt(behind, from + index + 0.5) * share,
  );
  return { from, middles, thickness: Math.min(before.thickness, behind.thickness) };
}

/** Which share of a line is in ink; 0 where some stretches of it have next to none. */
function supportOf(line: LongLine, { runs, width, ends }: Search): number {
  const share = inkedShare(line, ends[0]!, ends.at(-1)!, runs, width);
  const stretches = ends.slice(1).map((end, index) => inkedShare(line, ends[index]!, end, runs, width));
  const inked = stretches.filter((stretch) => stretch >= share / 2).length;
  return inked >= leastStretches * stretches.length ? share : 0;
}

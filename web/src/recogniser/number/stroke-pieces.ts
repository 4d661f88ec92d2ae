/** Takes a drawn line apart into its strokes, and strokes that write several digits too. */
import { boundsOf, heightOf, widthOf } from "../bounds";
import type { Bounds, Piece, Pieces, Point, Stroke } from "../types";

/** A stroke that is as wide is cut where the parts on either side are as high and as far apart, as shares of a digit's
 * height: a 0 is written like two brackets, but seldom as wide. */
const leastWidth = 0.75;
const leastHeight = 0.45;
const leastProgress = 0.3;
/** By how much they may lie over each other, unless the stroke is too wide for a digit. */
const mostOverlap = 0.35;
const tooWide = 1.4;
/** The overlap rises by as much between two places where a stroke is cut. */
const leastRise = 0.1;
/** Strokes touch where they pass through the same cells of this size, as a share of a digit's height. */
const cellShare = 1 / 12;
/** What a cut counts for among the cells that strokes share. */
const cutTie = 2;

interface Part extends Bounds {
  readonly stroke: Stroke;
  /** Where it passes through. */
  readonly cells: ReadonlySet<number>;
  /** Whether it goes on where another was cut off. */
  readonly goesOn: boolean;
}

/** A stroke and the bounds of its places. */
export function placedStroke(stroke: Stroke): Bounds & { readonly stroke: Stroke } {
  return { ...boundsOf(stroke.map(([x, y]) => ({ left: x, top: y, right: x, bottom: y }))), stroke };
}

/** Take strokes apart, in the order in which they were written, whose digits are about so high. */
export function strokePieces(strokes: readonly Stroke[], height: number): Pieces<Stroke> {
  const cell = Math.max(height * cellShare, Number.MIN_VALUE);
  const origin = boundsOf(strokes.map(placedStroke));
  const parts = strokes
    .flatMap((stroke) => cutStroke(stroke, height).map((part, index) => ({ part, goesOn: index > 0 })))
    .map(({ part, goesOn }): Part => ({ ...placedStroke(part), goesOn, cells: cellsOf(part, origin, cell) }));
  const ordered = parts.reduce<readonly Part[]>(insert, []);
  return { pieces: ordered.map(toPiece), ties: tiesOf(ordered) };
}

function toPiece({ stroke, left, top, right, bottom }: Part): Piece<Stroke> {
  return { left, top, right, bottom, ink: [stroke] };
}

/** Cut a stroke where it goes on to the right of all that it wrote. */
function cutStroke(stroke: Stroke, height: number): readonly Stroke[] {
  if (widthOf(placedStroke(stroke)) < leastWidth * height) return [stroke];
  const path = densified(stroke, height / 10);
  const cuts = placesToCut(path, height);
  if (cuts.length === 0) return [stroke];
  return [...cuts, path.length - 1].map((end, index) => path.slice(cuts[index - 1] ?? 0, end + 1));
}

/** The same way of the pen, with places no further apart than this: a line that joins two digits may have none between. */
function densified(stroke: Stroke, step: number): Stroke {
  return stroke.flatMap((to, index) => between(stroke[index - 1] ?? to, to, step));
}

/** Places from one to another, without the first. */
function between([fromX, fromY]: Point, [x, y]: Point, step: number): readonly Point[] {
  const steps = Math.min(1000, Math.ceil(Math.max(Math.abs(x - fromX), Math.abs(y - fromY)) / step) || 1);
  return Array.from({ length: steps }, (_, index): Point => {
    const share = (index + 1) / steps;
    return [fromX + (x - fromX) * share, fromY + (y - fromY) * share];
  });
}

/** The places where what is written before and behind them lies least over each other, of those that may be between two
 * digits. */
function placesToCut(stroke: Stroke, height: number): readonly number[] {
  const isTooWide = widthOf(placedStroke(stroke)) > tooWide * height;
  const before = growing(stroke);
  const behind = growing(stroke.slice().reverse()).reverse();
  const overlaps = before.map((a, place) => {
    const b = behind[place]!;
    const progress = (b.left + b.right - a.left - a.right) / 2;
    const isHigh = Math.min(heightOf(a), heightOf(b)) >= leastHeight * height;
    const overlap = (a.right - b.left) / height;
    const isBetween = isHigh && progress >= leastProgress * height && (isTooWide || overlap <= mostOverlap);
    return isBetween ? overlap : Infinity;
  });
  return lowsOf(overlaps);
}

/** Where values are lowest before they rise again; the middle of such places, if several are next to each other. */
function lowsOf(values: readonly number[]): readonly number[] {
  const lows: number[] = [];
  let [lowest, highest, from] = [Infinity, Infinity, 0];
  values.forEach((value, place) => {
    if (value < lowest && value <= highest - leastRise) [lowest, from] = [value, place];
    if (lowest < Infinity && (value >= lowest + leastRise || place === values.length - 1)) {
      const more = values.slice(from).findIndex((other) => other > lowest + 0.01);
      lows.push(from + (Math.max(1, more) >> 1));
      [lowest, highest] = [Infinity, value];
    }
    highest = lowest < Infinity ? highest : Math.max(highest, value);
  });
  return lows;
}

/** The bounds of a stroke's places up to each of them. */
function growing(stroke: Stroke): Bounds[] {
  let bounds = boundsOf([]);
  return stroke.map(([x, y]) => (bounds = boundsOf([bounds, { left: x, top: y, right: x, bottom: y }])));
}

/** The cells that a stroke passes through, by numbers that only the same cell has. */
function cellsOf(stroke: Stroke, origin: Bounds, cell: number): ReadonlySet<number> {
  const cells = new Set<number>();
  for (const [x, y] of densified(stroke, cell / 2)) {
    const [column, row] = [Math.floor((x - origin.left) / cell), Math.floor((y - origin.top) / cell)];
    cells.add(column * 4096 + row);
  }
  return cells;
}

/** Put a part into a line: at its end if it lies furthest right; else beside what it touches most or lies over, as a bar
 * that was added later does. */
function insert(line: readonly Part[], part: Part): readonly Part[] {
  if (line.every((other) => centre(other) <= centre(part))) return [...line, part];
  const bonds = line.map((other) => bond(part, other));
  const strongest = Math.max(...bonds);
  const partner = bonds.indexOf(strongest);
  const place =
    strongest > 0
      ? partner + Number(centre(part) >= centre(line[partner]!))
      : line.findIndex((other) => centre(other) > centre(part));
  return [...line.slice(0, place), part, ...line.slice(place)];
}

/** How strongly a part holds to another: cells that both pass through, and by how much of its width it lies over it. */
function bond(part: Part, other: Part): number {
  const overlap = Math.min(part.right, other.right) - Math.max(part.left, other.left);
  return shared(part.cells, other.cells) + Math.max(0, overlap) / (widthOf(part) || 1);
}

function shared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let count = 0;
  for (const cell of a) count += Number(b.has(cell));
  return count;
}

const centre = ({ left, right }: Bounds) => left + right;

/** Before each part: the cells that those before and behind share, and cuts. */
function tiesOf(parts: readonly Part[]): readonly number[] {
  const [first, last] = [new Map<number, number>(), new Map<number, number>()];
  parts.forEach(({ cells }, index) => {
    for (const cell of cells) {
      if (!first.has(cell)) first.set(cell, index);
      last.set(cell, index);
    }
  });
  const ties = parts.map(({ goesOn }) => (goesOn ? cutTie : 0));
  for (const [cell, from] of first) {
    for (let index = from + 1; index <= last.get(cell)!; index++) ties[index]! += 1;
  }
  return ties;
}

/** Tells of consecutive pieces of a line how much they look like one whole digit by their shape and place. */
import { boundsOf, heightOf, widthOf } from "../bounds";
import type { Bounds, Pieces, Span } from "../types";
import type { LineFeature, Named, ShapeFeature } from "./features";

/** Pieces that may be one digit. */
export interface Candidate extends Span {
  readonly shape: Named<ShapeFeature>;
}

/** A digit is at most so wide, as a share of the usual height, and in so many pieces; a single piece may be any. */
const mostWidth = 1.5;
const mostPieces = 16;
/** What a piece counts for in a line's length at least, as a share of the usual height: 1s have no width of their own. */
const leastLength = 0.3;
/** A joint so far from a digit's edges, as a share of the usual height, is one inside it. */
const deepFrom = 0.25;

/** All that may be a digit within a span, whose usual digits are so high. */
export function candidatesOf(
  line: Pieces<unknown>,
  height: number,
  { from, to }: Span,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let start = from; start < to; start++) {
    for (let end = start + 1; end <= Math.min(to, start + mostPieces); end++) {
      const isNarrow = widthOf(boundsOf(line.pieces.slice(start, end))) <= mostWidth * height;
      if (isNarrow || end === start + 1) candidates.push(candidateOf(line, height, { from: start, to: end }));
    }
  }
  return candidates;
}

/** A span as a candidate. What tells of its shape are shares of the usual height, or logarithms of them: those of the digit itself,
 * and of the place where it begins, if that isn't the line's beginning. */
export function candidateOf(
  { pieces, ties }: Pieces<unknown>,
  height: number,
  { from, to }: Span,
): Candidate {
  const own = pieces.slice(from, to);
  const bounds = boundsOf(own);
  const high = Math.log((heightOf(bounds) || 1e-9) / height);
  const step = from > 0 ? gapBefore(pieces, from) / height : 0;
  const inside = sum(own.slice(1), (_, index) => Math.max(0, gapBefore(own, index + 1)) / height);
  const joints = own
    .slice(1)
    .map((_, index) => Math.exp(-ties[from + index + 1]!) * depthOf(own, index + 1, height));
  const shape = {
    itself: 1,
    shortness: Math.max(-2, Math.min(0, high)) ** 2,
    tallness: Math.min(2, Math.max(0, high)) ** 2,
    width: Math.max(0, widthOf(bounds) / height - 0.8),
    gapsInside: inside,
    jointInside: Math.max(0, ...joints),
    tieBefore: from > 0 ? Math.log1p(ties[from]!) : 0,
    gapBefore: Math.min(0.5, Math.max(0, step)),
    overlapBefore: Math.min(1, Math.max(0, -step)),
  };
  return { from, to, shape };
}

/** What tells whether a line is no number at all. */
export function describeLine(line: Pieces<unknown>, height: number): Named<LineFeature> {
  return { itself: 1, length: inkedLength(line, height) };
}

/** How long a line is without its gaps, in usual digits' heights; the thinnest stroke counts as a 1 with its flag would. */
function inkedLength({ pieces }: Pieces<unknown>, height: number): number {
  const parts = pieces.map(({ left, right }) => {
    const more = Math.max(0, leastLength * height - (right - left)) / 2;
    return { left: left - more, right: right + more };
  });
  let reach = -Infinity;
  const length = sum(
    parts.sort((a, b) => a.left - b.left),
    ({ left, right }) => {
      const further = Math.max(0, right - Math.max(reach, left));
      reach = Math.max(reach, right);
      return further;
    },
  );
  return length / height;
}

/** How far a joint is inside a digit: 0 at its edge, 1 from some share of its height on. */
function depthOf(own: readonly Bounds[], index: number, height: number): number {
  const [before, behind] = [boundsOf(own.slice(0, index)), boundsOf(own.slice(index))];
  const place = (before.right + behind.left) / 2;
  const depth = Math.min(place - before.left, behind.right - place);
  return Math.min(1, Math.max(0, depth / (deepFrom * height)));
}

function sum<Item>(items: readonly Item[], of: (item: Item, index: number) => number): number {
  return items.reduce((sum, item, index) => sum + of(item, index), 0);
}

/** From all that lies before a piece to all that lies behind; below 0 where they lie over each other. */
function gapBefore(pieces: readonly Bounds[], index: number): number {
  const right = Math.max(...pieces.slice(0, index).map((piece) => piece.right));
  return Math.min(...pieces.slice(index).map((piece) => piece.left)) - right;
}

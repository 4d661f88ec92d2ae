/** Tells of consecutive pieces of a line how much they look like one whole digit by their shape and place. */
import { boundsOf, heightOf, widthOf } from "./line";
import type { Bounds, Pieces, Span } from "./types";

/** Pieces that may be one digit. */
export interface Candidate extends Span {
  readonly features: readonly number[];
}

/** A digit is at most so wide, as a share of the usual height, and in so many pieces; a single piece may be any. */
const mostWidth = 1.7;
const mostPieces = 6;

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

/** A span as a candidate. Its features are shares of the usual height, or logarithms of them: those of the digit itself,
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
  const features = [
    1,
    Math.max(-2, Math.min(0, high)) ** 2,
    Math.min(2, Math.max(0, high)) ** 2,
    Math.max(0, widthOf(bounds) / height - 0.8),
    inside,
    // Joints that hardly any ink holds together.
    sum(ties.slice(from + 1, to), (tie) => Math.exp(-tie)),
    from > 0 ? Math.log1p(ties[from]!) : 0,
    Math.min(0.5, Math.max(0, step)),
    Math.min(1, Math.max(0, -step)),
  ];
  return { from, to, features };
}

/** How much of a line's length is ink. */
export function inkedLength(pieces: readonly Bounds[]): number {
  let reach = -Infinity;
  return sum(
    pieces.slice().sort((a, b) => a.left - b.left),
    ({ left, right }) => {
      const further = Math.max(0, right - Math.max(reach, left));
      reach = Math.max(reach, right);
      return further;
    },
  );
}

function sum<Item>(items: readonly Item[], of: (item: Item, index: number) => number): number {
  return items.reduce((sum, item, index) => sum + of(item, index), 0);
}

/** From all that lies before a piece to all that lies behind; below 0 where they lie over each other. */
function gapBefore(pieces: readonly Bounds[], index: number): number {
  const right = Math.max(...pieces.slice(0, index).map((piece) => piece.right));
  return Math.min(...pieces.slice(index).map((piece) => piece.left)) - right;
}

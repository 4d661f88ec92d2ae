/** Takes a picture of a line apart into pieces that belong to one digit each: what hangs together, from left to right. */
import { findRuns, wholeOf, type Bounds, type Run } from "./components";
import type { InkImage } from "./types";

export interface InkPiece extends Bounds {
  readonly runs: readonly Run[];
}

/** Cut a picture's ink into pieces, in the line's order. */
export function inkPieces(image: InkImage): readonly InkPiece[] {
  const runsOf = new Map<Bounds, Run[]>();
  for (const run of findRuns(image)) {
    const whole = wholeOf(run.piece);
    if (!runsOf.get(whole)?.push(run)) runsOf.set(whole, [run]);
  }
  const pieces = Array.from(runsOf, ([bounds, runs]) => ({ ...bounds, runs }));
  return pieces.sort((a, b) => a.left + a.right - b.left - b.right);
}

/** What some pieces hold of an image's ink, and the column and row where it starts. */
export function inkOf(
  image: InkImage,
  pieces: readonly InkPiece[],
): { image: InkImage; left: number; top: number } {
  const left = Math.min(...pieces.map((piece) => piece.left));
  const top = Math.min(...pieces.map((piece) => piece.top));
  const width = Math.max(...pieces.map((piece) => piece.right)) - left;
  const height = Math.max(...pieces.map((piece) => piece.bottom)) - top;
  const ink = new Float32Array(width * height);
  for (const run of pieces.flatMap(({ runs }) => runs)) {
    const start = run.y * image.width;
    ink.set(image.ink.subarray(start + run.left, start + run.right), (run.y - top) * width + run.left - left);
  }
  return { image: { width, height, ink }, left, top };
}

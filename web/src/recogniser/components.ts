/** Finds the pieces that a picture's ink hangs together in. */
import { faintestInk, type InkImage } from "./types";

/** Inked pixels beside each other in a row, and which of the pieces they belong to. */
export interface Run {
  readonly y: number;
  readonly left: number;
  /** One past the last pixel. */
  readonly right: number;
  readonly piece: Component;
}

/** From the first pixel to one past the last. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Ink that hangs together, corners included. */
export interface Component extends Bounds {
  /** The piece that this one turned out to belong to. */
  partOf: Component | null;
}

/** The runs of an image from top to bottom, each row from left to right; `wholeOf` tells the whole pieces that they form. */
export function findRuns({ width, height, ink }: InkImage): readonly Run[] {
  const runs: Run[] = [];
  // The row above, from the first run that may still touch one of this row.
  let [above, aboveEnd] = [0, 0];
  for (let y = 0; y < height; y++) {
    const start = runs.length;
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x]! < faintestInk) continue;
      const left = x;
      while (x < width && ink[y * width + x]! >= faintestInk) x++;
      const piece: Component = { left, top: y, right: x, bottom: y + 1, partOf: null };
      while (above < aboveEnd && runs[above]!.right < left) above++;
      for (let other = above; other < aboveEnd && runs[other]!.left <= x; other++)
        join(runs[other]!.piece, piece);
      runs.push({ y, left, right: x, piece });
    }
    [above, aboveEnd] = [start, runs.length];
  }
  return runs;
}

function join(a: Component, b: Component): void {
  const [into, part] = [wholeOf(a), wholeOf(b)];
  if (into === part) return;
  into.left = Math.min(into.left, part.left);
  into.top = Math.min(into.top, part.top);
  into.right = Math.max(into.right, part.right);
  into.bottom = Math.max(into.bottom, part.bottom);
  part.partOf = into;
}

/** The piece that a run's piece turned out to belong to. */
export function wholeOf(piece: Component): Component {
  let whole = piece;
  while (whole.partOf) whole = whole.partOf;
  // The next look-up is a single step: chains would grow with the picture.
  if (piece !== whole) piece.partOf = whole;
  return whole;
}

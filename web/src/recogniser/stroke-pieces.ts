/** Takes a drawn line apart into pieces that belong to one digit each: its strokes, from left to right. */
import type { Drawing, Stroke } from "./types";

export interface StrokePiece {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly strokes: readonly Stroke[];
}

/** Cut a drawing into pieces, in the line's order. */
export function strokePieces({ strokes }: Drawing): readonly StrokePiece[] {
  const pieces = strokes.filter((stroke) => stroke.length > 0).map(pieceOf);
  return pieces.sort((a, b) => a.left + a.right - b.left - b.right);
}

function pieceOf(stroke: Stroke): StrokePiece {
  const [xs, ys] = [stroke.map(([x]) => x), stroke.map(([, y]) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
    strokes: [stroke],
  };
}

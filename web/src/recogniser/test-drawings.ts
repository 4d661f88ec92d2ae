/** Drawings and chance for the tests, the same at every run. */
import type { Drawing, Point } from "./types";

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A few wandering strokes on a pad of 280 units, on whole coordinates. */
export function randomDrawing(random: () => number): Drawing {
  const whole = (below: number) => Math.floor(random() * below);
  const strokes = Array.from({ length: 1 + whole(3) }, () => {
    let [x, y] = [whole(280), whole(280)];
    return Array.from({ length: 1 + whole(30) }, (): Point => {
      x += whole(21) - 10;
      y += whole(21) - 10;
      return [x, y];
    });
  });
  return { strokes, width: 20 };
}

/** The drawing with each point put elsewhere. */
export function movePoints({ strokes, ...rest }: Drawing, move: (point: Point) => Point): Drawing {
  return { ...rest, strokes: strokes.map((stroke) => stroke.map(move)) };
}

/** A five in two strokes. */
export const five: Drawing = {
  strokes: [
    [
      [60, 40],
      [55, 110],
      [95, 100],
      [120, 130],
      [110, 175],
      [50, 180],
    ],
    [
      [60, 40],
      [125, 38],
    ],
  ],
  width: 14,
};

/** The drawing slanted and stretched as another hand would write it. */
export function slanted(drawing: Drawing, random: () => number): Drawing {
  const [slant, stretch] = [random() - 0.5, 0.6 + random()];
  return movePoints(drawing, ([x, y]) => [x * stretch + y * slant, y]);
}

/** Photographs for tests: paper, light, rules and ink as numbers. */
import { seededRandom } from "../test-drawings";
import type { Pixels } from "../types";

export interface Photograph {
  readonly width: number;
  readonly height: number;
  /** How light the paper is, 0 to 255, at a place. */
  readonly paper: (x: number, y: number) => number;
  /** How much of the light ink leaves at a place, 1 = all. */
  readonly ink: (x: number, y: number) => number;
  /** The most that the sensor adds or takes, in greys. */
  readonly noise?: number;
}

/** Take a photograph; the same seed gives the same noise. */
export function photographed({ width, height, paper, ink, noise = 3 }: Photograph, seed = 1): Pixels {
  const random = seededRandom(seed);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grey = Math.round(paper(x, y) * ink(x, y) + noise * (2 * random() - 1));
      data.set([grey, grey, grey, 255], 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

/** Ink of a 4 within bounds, 0.4 of the light left: a slanted stroke, a level one and an upright one. */
export function four(left: number, top: number, side: number, pen: number) {
  const away = (x: number, y: number, [x1, y1, x2, y2]: readonly number[]) => {
    const [dx, dy] = [x2! - x1!, y2! - y1!];
    const along = Math.min(1, Math.max(0, ((x - x1!) * dx + (y - y1!) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - x1! - along * dx, y - y1! - along * dy);
  };
  const strokes = [
    [0.45, 0, 0, 0.65],
    [0, 0.65, 0.8, 0.65],
    [0.6, 0.3, 0.6, 1],
  ];
  return (x: number, y: number): number => {
    const distance = Math.min(...strokes.map((stroke) => away((x - left) / side, (y - top) / side, stroke)));
    return distance * side < pen / 2 ? 0.4 : 1;
  };
}

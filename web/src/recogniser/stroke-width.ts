/** Tells how wide the pen was. */
import type { InkImage } from "./types";

/** Mean width of the strokes in pixels: a long stroke's area is its length times its width, its edge twice its length. */
export function strokeWidth({ width, height, ink }: InkImage): number {
  let [area, edge] = [0, 0];
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      const i = y * width + x;
      const here = x < 0 || y < 0 ? 0 : ink[i]!;
      const right = x + 1 === width || y < 0 ? 0 : ink[i + 1]!;
      const below = y + 1 === height || x < 0 ? 0 : ink[i + width]!;
      area += here;
      // Math.hypot takes several times as long.
      edge += Math.sqrt((right - here) ** 2 + (below - here) ** 2);
    }
  }
  return (2 * area) / edge;
}

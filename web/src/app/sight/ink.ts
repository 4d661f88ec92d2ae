import type { InkImage } from "../../recogniser/index";

/** As many as a screen shows, and quick to draw. */
const maxPixels = 700_000;

/** Faint ink is shown so strong, on an average of which the darkest has the most part: it is read as if it were full. */
const strength = 0.8;

/** Ink for a canvas: no larger than a screen shows, as opacities from 0 to 255, row-major. */
export interface DrawnInk {
  readonly width: number;
  readonly height: number;
  readonly opacities: Uint8Array;
}

/** An ink image with each square of its pixels averaged to one, where it has too many. */
export function drawnInk({ width, height, ink }: InkImage): DrawnInk {
  const step = Math.ceil(Math.sqrt((width * height) / maxPixels));
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const sums = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / step) * columns;
    for (let x = 0; x < width; x++) sums[row + Math.floor(x / step)]! += ink[y * width + x]!;
  }
  const full = (255 * Math.max(1, strength / darknessOf(ink))) / (step * step);
  const opacities = Uint8Array.from(sums, (sum) => Math.min(255, Math.round(sum * full)));
  return { width: columns, height: rows, opacities };
}

function darknessOf(ink: Float32Array): number {
  let [sum, squares] = [0, 0];
  for (const value of ink) {
    sum += value;
    squares += value * value;
  }
  return sum > 0 ? squares / sum : 1;
}

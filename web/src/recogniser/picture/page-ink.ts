/** Finds all that stands out from a page's paper, its lines as well as what is written. */
import type { InkImage } from "../types";
import type { Field } from "../windows";

/** Fainter than so many deviations of the paper's grain nothing is ink, nor fainter than this. */
const grains = 4.5;
const leastContrast = 0.055;

/** The ink of a page from its contrast to the paper, 0 = paper: as dark as it is, and 0 where only the paper's grain shows. */
export function pageInk({ width, height, values }: Field, grain: number): InkImage {
  const threshold = Math.max(leastContrast, grains * grain);
  const ink = new Float32Array(values.length);
  for (let at = 0; at < ink.length; at++) {
    const value = values[at]!;
    if (value > threshold) ink[at] = value < 1 ? value : 1;
  }
  return { width, height, ink };
}

/** The same digit as it looks when it is turned a little: a net that is asked about several views errs less. */
import { gridLength, gridSide } from "./types";

/** Digits lie about the middle of the grid; what is turned about it stays within. */
const centre = (gridSide - 1) / 2;

/** The mean of the logits of a digit's views. */
export function meanOf(logits: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(logits[0]!.length);
  for (const view of logits) view.forEach((logit, digit) => (mean[digit]! += logit / logits.length));
  return mean;
}

/** Turn a grid of 784 about its middle by some degrees clockwise, interpolating bilinearly; beyond its edges is paper. */
export function viewOf(grid: Float32Array, degrees: number): Float32Array {
  if (degrees === 0) return grid;
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return Float32Array.from({ length: gridLength }, (_, pixel) => {
    const [x, y] = [(pixel % gridSide) - centre, Math.floor(pixel / gridSide) - centre];
    return inkAt(grid, centre + cosine * x + sine * y, centre - sine * x + cosine * y);
  });
}

function inkAt(grid: Float32Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [x - left, y - top];
  const above = (1 - right) * pixelAt(grid, left, top) + right * pixelAt(grid, left + 1, top);
  const below = (1 - right) * pixelAt(grid, left, top + 1) + right * pixelAt(grid, left + 1, top + 1);
  return (1 - bottom) * above + bottom * below;
}

function pixelAt(grid: Float32Array, x: number, y: number): number {
  return x < 0 || y < 0 || x >= gridSide || y >= gridSide ? 0 : grid[y * gridSide + x]!;
}

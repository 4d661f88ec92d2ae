/** The same digit as it looks when it is turned a little: a net that is asked about several views errs less. */
import { digitCount, gridLength, gridSide } from "./types";

/** Digits lie about the middle of the grid; what is turned about it stays within. */
const centre = (gridSide - 1) / 2;

/** Turn n x 784 grids by each of the angles, in degrees clockwise: all views of the first grid, then those of the second. */
export function viewsOf(grids: Float32Array, angles: readonly number[]): Float32Array {
  const views = new Float32Array(grids.length * angles.length);
  for (let start = 0; start < grids.length; start += gridLength) {
    const grid = grids.subarray(start, start + gridLength);
    angles.forEach((angle, index) => {
      views.set(turned(grid, (angle * Math.PI) / 180), start * angles.length + index * gridLength);
    });
  }
  return views;
}

/** The mean of each digit's logits over its views. */
export function meanOfViews(logits: Float32Array, views: number): Float32Array {
  const count = logits.length / (views * digitCount);
  const means = new Float32Array(count * digitCount);
  logits.forEach((logit, index) => {
    const row = Math.floor(index / (views * digitCount));
    means[row * digitCount + (index % digitCount)]! += logit / views;
  });
  return means;
}

/** Turn a grid about its middle, interpolating bilinearly; beyond its edges is paper. */
function turned(grid: Float32Array, angle: number): Float32Array {
  if (angle === 0) return grid;
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

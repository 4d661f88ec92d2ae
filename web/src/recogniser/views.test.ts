import { expect, test } from "vitest";
import { gridLength } from "./types";
import { meanOf, viewOf } from "./views";

/** A grid with ink where the places are, [x, y]. */
function gridOf(...places: readonly (readonly [x: number, y: number])[]): Float32Array {
  const grid = new Float32Array(gridLength);
  for (const [x, y] of places) grid[y * 28 + x] = 1;
  return grid;
}

test("the view that isn't turned is the grid itself", () => {
  const grid = gridOf([3, 4], [20, 9]);
  expect(viewOf(grid, 0)).toEqual(grid);
});

test("a quarter of a turn clockwise brings the top to the right", () => {
  const [view, expected] = [viewOf(gridOf([14, 2]), 90), gridOf([25, 14])];
  view.forEach((ink, pixel) => expect(ink).toBeCloseTo(expected[pixel]!, 5));
});

test("a small turn keeps nearly all ink, and where it lies", () => {
  const bar = gridOf(...Array.from({ length: 20 }, (_, index) => [14, 4 + index] as const));
  const view = viewOf(bar, 10);
  expect(view.reduce((sum, ink) => sum + ink, 0)).toBeCloseTo(20, 0);
  expect(Math.max(...view)).toBeLessThanOrEqual(1);
});

test("the logits of a digit's views are averaged", () => {
  expect(Array.from(meanOf([Float32Array.of(1, 2, 3), Float32Array.of(3, 2, 1)]))).toEqual([2, 2, 2]);
});

import { expect, test } from "vitest";
import { gridLength } from "./types";
import { meanOfViews, viewsOf } from "./views";

/** A grid with ink where the places are, [x, y]. */
function gridOf(...places: readonly (readonly [x: number, y: number])[]): Float32Array {
  const grid = new Float32Array(gridLength);
  for (const [x, y] of places) grid[y * 28 + x] = 1;
  return grid;
}

test("the view that isn't turned is the grid itself", () => {
  const grid = gridOf([3, 4], [20, 9]);
  expect(viewsOf(grid, [0])).toEqual(grid);
});

test("a quarter of a turn clockwise brings the top to the right", () => {
  const [view, expected] = [viewsOf(gridOf([14, 2]), [90]), gridOf([25, 14])];
  view.forEach((ink, pixel) => expect(ink).toBeCloseTo(expected[pixel]!, 5));
});

test("a small turn keeps nearly all ink, and where it lies", () => {
  const bar = gridOf(...Array.from({ length: 20 }, (_, index) => [14, 4 + index] as const));
  const view = viewsOf(bar, [10]);
  expect(view.reduce((sum, ink) => sum + ink, 0)).toBeCloseTo(20, 0);
  expect(Math.max(...view)).toBeLessThanOrEqual(1);
});

test("views stand in the order of their grids, and among them of the angles", () => {
  const [first, second] = [gridOf([14, 2]), gridOf([14, 25])];
  const views = viewsOf(Float32Array.of(...first, ...second), [0, 180]);
  const at = (index: number) => views.subarray(index * gridLength, (index + 1) * gridLength);
  expect(at(0)).toEqual(first);
  expect(at(2)).toEqual(second);
  expect(at(1)[25 * 28 + 13]).toBeCloseTo(1, 5);
  expect(at(3)[2 * 28 + 13]).toBeCloseTo(1, 5);
});

test("the logits of a digit's views are averaged, each digit's by itself", () => {
  const logits = Float32Array.from({ length: 40 }, (_, index) => index);
  expect(Array.from(meanOfViews(logits, 2))).toEqual(
    [...Array(10).keys()].map((k) => 5 + k).concat([...Array(10).keys()].map((k) => 25 + k)),
  );
});

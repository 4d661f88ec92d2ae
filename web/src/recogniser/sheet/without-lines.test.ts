import { expect, test } from "vitest";
import { findLongLines, transposed } from "./long-lines";
import { page } from "./test-pages";
import { withoutLines } from "./without-lines";

test("lines go, and strokes that cross them stay whole", () => {
  const ruled = page(300, 200).fill(10, 100, 280, 2).fill(150, 70, 4, 60);
  const ink = withoutLines(ruled.image, findLongLines(transposed(ruled.image), 60, 8), []);
  const stroke = page(300, 200).fill(150, 70, 4, 60);
  const differing = ink.ink.findIndex((value, at) => value > 0 && stroke.image.ink[at] === 0);
  expect(ink.ink.filter((value) => value > 0).length).toBeGreaterThanOrEqual(240);
  // What stays of the line is beside the stroke.
  expect(differing < 0 || Math.abs((differing % 300) - 152) <= 4).toBe(true);
});

test("what only stands on a line loses the line alone", () => {
  const ruled = page(300, 200).fill(10, 100, 280, 2).fill(150, 60, 4, 40);
  const { ink } = withoutLines(ruled.image, findLongLines(transposed(ruled.image), 60, 8), []);
  expect(ink.subarray(100 * 300).every((value) => value === 0)).toBe(true);
  expect(ink.filter((value) => value > 0).length).toBeGreaterThanOrEqual(4 * 38);
});

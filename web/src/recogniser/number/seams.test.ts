import { describe, expect, test } from "vitest";
import type { InkImage } from "../types";
import { findSeams } from "./seams";
import { testFits } from "./test-fits";

/** An image of what is ink where this says so. */
function drawn(width: number, height: number, isInk: (x: number, y: number) => boolean): InkImage {
  const ink = Float32Array.from({ length: width * height }, (_, i) =>
    Number(isInk(i % width, Math.floor(i / width))),
  );
  return { width, height, ink };
}

const ring = (cx: number, cy: number) => (x: number, y: number) =>
  Math.abs(Math.hypot(x - cx, y - cy) - 20) < 3;

/** The ink that a seam leaves on the wrong side, as a share of all, of two shapes side by side. */
function wrongShare(
  { width, height }: InkImage,
  columns: Int32Array,
  [isLeft, isRight]: readonly ((x: number, y: number) => boolean)[],
): number {
  let [wrong, all] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [left, right] = [isLeft!(x, y), isRight!(x, y)];
      all += Number(left || right);
      if (left !== right) wrong += Number(left === x >= columns[y]!);
    }
  }
  return wrong / all;
}

/** How little the best of the most probable seams leaves on the wrong side. */
function least(shapes: readonly ((x: number, y: number) => boolean)[], width = 90): number {
  const image = drawn(width, 50, (x, y) => shapes.some((isInk) => isInk(x, y)));
  return Math.min(
    ...findSeams(image, 6, 46, testFits.seams).map(({ columns }) => wrongShare(image, columns, shapes)),
  );
}

describe("seams", () => {
  test("part rings that touch", () => {
    expect(least([ring(24, 25), ring(65, 25)])).toBeLessThan(0.02);
  });

  test("part strokes that lie along each other, from corner to corner", () => {
    const leaning = (x: number, y: number) => y > 2 && y < 48 && Math.abs(x - 48 - (25 - y) / 3) < 4;
    expect(least([ring(24, 25), leaning])).toBeLessThan(0.04);
  });

  test("get under a roof", () => {
    const roof = (x: number, y: number) => (y < 6 && x > 4 && x < 50) || (y < 48 && Math.abs(x - 20) < 3);
    const under = (x: number, y: number) =>
      (y > 12 && y < 48 && Math.abs(x - 40) < 3) || (y > 26 && y < 32 && x > 22 && x < 41);
    expect(least([roof, under], 60)).toBeLessThan(0.04);
  });

  test("stand in the order of the ink to their left, and leave some on either side", () => {
    const image = drawn(90, 50, (x, y) => ring(24, 25)(x, y) || ring(65, 25)(x, y));
    const whole = image.ink.reduce((sum, value) => sum + value, 0);
    const inks = findSeams(image, 6, 46, testFits.seams).map(({ inkLeft }) => inkLeft);
    expect(inks.length).toBeGreaterThan(1);
    expect(inks).toEqual(inks.slice().sort((a, b) => a - b));
    for (const ink of inks) expect(Math.min(ink, whole - ink)).toBeGreaterThan(0.2 * 46 * 6 - 1);
  });

  test("are held for more probable where rings touch than through the middle of one", () => {
    const image = drawn(94, 50, (x, y) => ring(24, 25)(x, y) || ring(69, 25)(x, y));
    const seams = findSeams(image, 6, 46, testFits.seams);
    const highest = (isMeant: (column: number) => boolean) =>
      Math.max(...seams.filter(({ columns }) => isMeant(columns[25]!)).map(({ score }) => score));
    expect(highest((column) => Math.abs(column - 46) < 4)).toBeGreaterThan(
      highest((column) => Math.abs(column - 24) < 8) + 1,
    );
  });

  test("are none through a dot, nor through noise in a moment", () => {
    expect(
      findSeams(
        drawn(4, 4, () => true),
        4,
        46,
        testFits.seams,
      ),
    ).toEqual([]);
    expect(
      findSeams(
        drawn(600, 400, (x, y) => (x * 7 + y * 13) % 5 < 2),
        2,
        46,
        testFits.seams,
      ).length,
    ).toBeLessThan(200);
  });
});

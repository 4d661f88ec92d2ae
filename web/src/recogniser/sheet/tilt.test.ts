import { describe, expect, test } from "vitest";
import { seededRandom } from "../test-drawings";
import { gridPage, page } from "./test-pages";
import { findTilt, turned } from "./tilt";

const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Five rows of upright strokes of uneven height. */
function writing() {
  const random = seededRandom(3);
  const rows = page(600, 500);
  for (let y = 60; y < 440; y += 80)
    for (let x = 60; x < 540; x += 45) rows.fill(x, y + 4 * random(), 6, 30 + 6 * random());
  return rows;
}

describe("a page's tilt", () => {
  test.each([-9, -3, 4, 10])("is told by its lines: %s degrees", (tilt) => {
    const grid = turned(gridPage([5, 5], 70).image, (tilt * Math.PI) / 180);
    expect(Math.abs(degrees(findTilt(grid)) - tilt)).toBeLessThan(0.4);
  });

  test.each([-8, 5])("is told by its writing: %s degrees", (tilt) => {
    const rows = turned(writing().image, (tilt * Math.PI) / 180);
    expect(Math.abs(degrees(findTilt(rows)) - tilt)).toBeLessThan(1);
  });

  test("is none where a single digit stands", () => {
    expect(findTilt(page(200, 200).fill(90, 60, 8, 80).image)).toBe(0);
  });
});

test("turning there and back moves nothing", () => {
  const dot = page(100, 60).fill(70, 20, 4, 4).image;
  const { width, height, ink } = turned(turned(dot, 0.15), -0.15);
  const at = ink.indexOf(Math.max(...ink));
  expect(Math.abs((at % width) - width / 2 - 21)).toBeLessThan(2.5);
  expect(Math.abs(Math.floor(at / width) - height / 2 + 9)).toBeLessThan(2.5);
});

test("turning keeps all ink, wherever on the page it stands", () => {
  const dots = page(300, 200);
  for (let y = 20; y < 180; y += 13) for (let x = 20; x < 280; x += 29) dots.fill(x, y, 3, 3);
  const sumOf = (ink: Float32Array) => ink.reduce((sum, value) => sum + value, 0);
  expect(sumOf(turned(dots.image, 0.17).ink) / sumOf(dots.image.ink)).toBeCloseTo(1, 2);
});

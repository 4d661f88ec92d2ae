import { describe, expect, test } from "vitest";
import { normalise } from "./normalise";
import { rasterise } from "./rasterise";
import { five, seededRandom, slanted } from "./test-drawings";
import type { InkImage } from "./types";

/** An image from a function of its places. */
function image(width: number, height: number, inkAt: (x: number, y: number) => number): InkImage {
  const ink = Float32Array.from({ length: width * height }, (_, i) =>
    inkAt(i % width, Math.floor(i / width)),
  );
  return { width, height, ink };
}

/** The image with paper added around it. */
function withMargin(
  { width, height, ink }: InkImage,
  left: number,
  top: number,
  right: number,
  bottom: number,
) {
  return image(left + width + right, top + height + bottom, (x, y) => {
    const inside = x >= left && x < left + width && y >= top && y < top + height;
    return inside ? ink[(y - top) * width + x - left]! : 0;
  });
}

const gridOf = (from: InkImage) => normalise(from)!.grid;
const asImage = (grid: Float32Array): InkImage => ({ width: 28, height: 28, ink: grid });
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

function boundsOf(grid: Float32Array) {
  const inked = Array.from(grid.keys()).filter((i) => grid[i]! > 0);
  const [xs, ys] = [inked.map((i) => i % 28), inked.map((i) => Math.floor(i / 28))];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function centreOfMass(grid: Float32Array): [x: number, y: number] {
  const moment = (placeOf: (i: number) => number) =>
    grid.reduce((total, value, i) => total + value * placeOf(i), 0) / sum(grid);
  return [moment((i) => i % 28), moment((i) => Math.floor(i / 28))];
}

/** As MNIST's pictures are: 256 greys, the longer side 20, the centre of mass in (13.5, 14.5]. */
function mnistLike(seed: number): Float32Array {
  const random = seededRandom(seed);
  const [width, height] =
    random() < 0.5 ? [20, 8 + Math.floor(random() * 12)] : [8 + Math.floor(random() * 12), 20];
  const greys = image(width, height, (x, y) => {
    const isCorner = (x === 0 || x === width - 1) && (y === 0 || y === height - 1);
    return isCorner || random() < 0.4 ? (1 + Math.floor(random() * 255)) / 255 : 0;
  });
  const centred = normalise(greys);
  return centred!.grid;
}

describe("normalising", () => {
  test("leaves a picture in MNIST's own form as it is, bit for bit", () => {
    for (let seed = 0; seed < 50; seed++) {
      const grid = mnistLike(seed);
      expect(gridOf(asImage(grid))).toEqual(grid);
    }
  });

  test("fits the ink in 20 x 20 and its centre of mass in the middle of 28 x 28", () => {
    for (let seed = 0; seed < 30; seed++) {
      const grid = gridOf(rasterise(slanted(five, seededRandom(seed))).image);
      const { left, right, top, bottom } = boundsOf(grid);
      expect(Math.max(right - left, bottom - top) + 1).toBe(20);
      for (const centre of centreOfMass(grid)) {
        // The bounds are MNIST's; sums of 32-bit ink are good to a millionth.
        expect(centre).toBeGreaterThan(13.5 - 1e-6);
        expect(centre).toBeLessThan(14.5 + 1e-6);
      }
    }
  });

  test("does not mind how much paper lies around the ink", () => {
    const { image: drawn } = rasterise(five);
    const plain = normalise(drawn)!;
    const framed = normalise(withMargin(drawn, 31, 7, 2, 90))!;
    expect(framed.grid).toEqual(plain.grid);
    expect(framed.box).toEqual({ ...plain.box, x: plain.box.x + 31, y: plain.box.y + 7 });
  });

  test("averages areas where it shrinks", () => {
    const grid = gridOf(image(40, 40, (x, y) => (y % 17 < 6 ? (x + 1) / 40 : 0)));
    const { left, top } = boundsOf(grid);
    const row = grid.subarray((top + 9) * 28 + left, (top + 9) * 28 + left + 20);
    row.forEach((value, i) => expect(value).toBeCloseTo((2 * i + 1.5) / 40, 6));
  });

  test("keeps the amount of ink at sizes that are no multiple of 20", () => {
    for (const side of [21, 33, 50, 77, 161]) {
      const isStroke = (y: number) => Math.floor((5 * y) / side) % 2 === 0;
      const strokes = image(side, side, (x, y) => (isStroke(y) ? (x < side / 2 ? 1 : 0.25) : 0));
      expect(sum(gridOf(strokes)) / (20 * 20)).toBeCloseTo(sum(strokes.ink) / (side * side), 2);
    }
  });

  test("keeps the aspect", () => {
    const { left, right, top, bottom } = boundsOf(gridOf(image(30, 120, () => 1)));
    expect([right - left + 1, bottom - top + 1]).toEqual([5, 20]);
  });

  test("enlarges a tiny picture smoothly", () => {
    const grid = gridOf(image(10, 10, (x, y) => Number(Math.abs(x - y) < 2)));
    const { left, right, top, bottom } = boundsOf(grid);
    expect([right - left + 1, bottom - top + 1]).toEqual([20, 20]);
    const steps = Array.from(grid.keys()).map((i) => Math.abs(grid[i]! - (grid[i + 1] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.8);
  });

  test.each([40, 300, 1000])("keeps a line one pixel thin clear in a picture of %i pixels", (side) => {
    const grid = gridOf(image(side, side, (x, y) => Number(x === y || x === side >> 1)));
    const { top, bottom } = boundsOf(grid);
    const rows = Array.from({ length: bottom - top + 1 }, (_, y) =>
      grid.subarray((top + y) * 28, (top + y + 1) * 28),
    );
    for (const row of rows) expect(Math.max(...row)).toBeGreaterThan(0.6);
  });

  test("leaves the ink of a digit that is heavy on one side inside the grid", () => {
    const lopsided = image(200, 40, (x, y) => Number(x < 30 || y === 20));
    const grid = gridOf(lopsided);
    const { left, right } = boundsOf(grid);
    expect(right - left + 1).toBe(20);
  });

  test("thins strokes that fill a digit up, and keeps its size", () => {
    const fat = image(100, 200, (x, y) => Number(x >= 10 && x < 90 && (y < 140 || x >= 40)));
    const grid = gridOf(fat);
    const { top, bottom } = boundsOf(grid);
    expect(bottom - top + 1).toBe(20);
    // Without thinning it is eight thick.
    expect(sum(grid.subarray((top + 7) * 28, (top + 8) * 28))).toBeLessThan(7.5);
  });

  test.each([5, 40, 400])("leaves a dot %i pixels wide a dot", (side) => {
    const dot = image(side, side, (x, y) =>
      Number(Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) <= side / 2),
    );
    const { grid, isDot } = normalise(dot)!;
    const { left, right, top, bottom } = boundsOf(grid);
    expect(Math.max(right - left, bottom - top)).toBeLessThan(7);
    expect(isDot).toBe(true);
  });

  test("leaves ink smaller than a digit can be as small as it is, and calls it no more than a dot", () => {
    const dash = image(40, 10, () => 1);
    const { grid, isDot } = normalise(dash, 80)!;
    const { left, right } = boundsOf(grid);
    expect(right - left + 1).toBe(10);
    expect(isDot).toBe(true);
    expect(normalise(dash, 40)!.isDot).toBe(false);
  });

  test.each<[string, InkImage]>([
    ["without pixels", image(0, 0, () => 0)],
    ["of paper", image(50, 50, () => 0)],
    ["of ink fainter than any grey", image(50, 50, () => 1e-9)],
  ])("finds nothing in an image %s", (_, blank) => {
    expect(normalise(blank)).toBeNull();
  });

  test.each<[string, InkImage]>([
    ["one pixel", image(1, 1, () => 1)],
    ["one faint pixel in much paper", image(301, 301, (x, y) => (x === 150 && y === 150 ? 0.01 : 0))],
    ["a line of 1 x 5000", image(1, 5000, () => 1)],
    ["a line of 5000 x 1", image(5000, 1, () => 0.3)],
    ["nothing but ink", image(200, 200, () => 1)],
    [
      "two specks at far corners",
      image(900, 900, (x, y) => Number((x === 0 && y === 0) || (x === 899 && y === 899))),
    ],
  ])("gives ink from 0 to 1 for %s", (_, odd) => {
    const grid = gridOf(odd);
    expect(grid.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true);
    expect(sum(grid)).toBeGreaterThan(0);
  });
});

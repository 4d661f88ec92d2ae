import { describe, expect, test } from "vitest";
import { rasterise } from "./rasterise";
import { five, movePoints, randomDrawing, seededRandom } from "./test-drawings";
import { UnreadableSourceError, type Drawing, type InkImage, type PlacedInk, type Stroke } from "./types";

const drawings = Array.from({ length: 50 }, (_, seed) => randomDrawing(seededRandom(seed)));

function largestDifference(a: PlacedInk, b: PlacedInk): number {
  expect([a.image.width, a.image.height]).toEqual([b.image.width, b.image.height]);
  return a.image.ink.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b.image.ink[i]!)), 0);
}

/** The bounds of the ink in the drawing's units. */
function inkBounds({ image, left, top, scale }: PlacedInk) {
  const places = Array.from(image.ink.keys()).filter((i) => image.ink[i]! >= 0.5);
  const xs = places.map((i) => left + ((i % image.width) + 0.5) / scale);
  const ys = places.map((i) => top + (Math.floor(i / image.width) + 0.5) / scale);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The width and height of the ink, in pixels. */
function inkedSides({ width, ink }: InkImage): readonly number[] {
  const places = Array.from(ink.keys()).filter((i) => ink[i]! > 0);
  return [(i: number) => i % width, (i: number) => Math.floor(i / width)].map((along) => {
    const at = places.map(along);
    return Math.max(...at) - Math.min(...at) + 1;
  });
}

describe("rasterising", () => {
  test("gives the same ink, bit for bit, wherever the drawing lies", () => {
    for (const drawing of drawings) {
      const moved = movePoints(drawing, ([x, y]) => [x + 3071, y - 512.25]);
      expect(rasterise(moved).image).toEqual(rasterise(drawing).image);
    }
  });

  test("gives the same ink at every size, but for rounding", () => {
    for (const drawing of drawings) {
      const tripled = { ...movePoints(drawing, ([x, y]) => [3 * x, 3 * y]), width: 60 };
      expect(largestDifference(rasterise(tripled), rasterise(drawing))).toBeLessThan(1e-4);
    }
  });

  test("gives the same ink for strokes drawn backwards and in another order", () => {
    const backwards = { ...five, strokes: five.strokes.map((stroke) => [...stroke].reverse()).reverse() };
    expect(largestDifference(rasterise(backwards), rasterise(five))).toBeLessThan(1e-5);
  });

  test("keeps all ink inside the image, between 0 and 1", () => {
    for (const drawing of drawings) {
      const { width, height, ink } = rasterise(drawing).image;
      expect(ink.every((value) => value >= 0 && value <= 1)).toBe(true);
      const border = ink.filter((_, i) => i < width || i >= width * (height - 1) || i % width === 0);
      expect(Math.max(...border)).toBe(0);
    }
  });

  test("says where the ink lies in the drawing", () => {
    const [left, top, right, bottom] = inkBounds(rasterise(five));
    // Half a pen beyond the outermost points, to a pixel.
    expect(left).toBeCloseTo(50 - 7, -0.5);
    expect(top).toBeCloseTo(38 - 7, -0.5);
    expect(right).toBeCloseTo(125 + 7, -0.5);
    expect(bottom).toBeCloseTo(180 + 7, -0.5);
  });

  test("draws a small digit with a pen that leaves its bays open", () => {
    const small = movePoints({ ...five, width: 20 }, ([x, y]) => [x / 5, y / 5]);
    const { image, left, top, scale } = rasterise(small);
    const inkAt = (x: number, y: number) =>
      image.ink[Math.floor((y / 5 - top) * scale) * image.width + Math.floor((x / 5 - left) * scale)];
    expect(inkAt(80, 140)).toBe(0);
    expect(inkAt(100, 70)).toBe(0);
    expect(inkAt(58, 80)).toBe(1);
  });

  test.each([1, 8, 40])("draws the same ink with a pen of %i", (width) => {
    expect(rasterise({ ...five, width }).image).toEqual(rasterise({ strokes: five.strokes }).image);
  });

  test("keeps the proportion of what is smaller than two pens to a digit", () => {
    const { image, leastSide } = rasterise({ strokes: [[[0, 0], [10, 0]]], width: 20 }); // prettier-ignore
    const longest = Math.max(...inkedSides(image));
    expect(longest / leastSide).toBeCloseTo(0.25 + 0.12, 1);
  });

  test.each([{ strokes: [[[7, 7]]], width: 20 }, { strokes: [[[7, 7]]] }] as Drawing[])(
    "draws a dot as a small disc: %o",
    (dot) => {
      const { image, leastSide } = rasterise(dot);
      const [width, height] = inkedSides(image);
      expect(width).toBe(height);
      expect(width! / leastSide).toBeLessThan(0.15);
    },
  );

  test("takes a tap far from what is written for a slip, and one beside it for a part", () => {
    const withTap = (x: number, y: number) =>
      rasterise({ ...five, strokes: [...five.strokes, [[x, y]]] }).image;
    expect(withTap(250, 20)).toEqual(rasterise(five).image);
    expect(withTap(60, 28)).not.toEqual(rasterise(five).image);
  });

  test.each<[string, Stroke]>([
    ["a stroke just as long as a tap may be", [[190, 100], [198, 100]]], // prettier-ignore
    ["a tap just as far off as it may be", [[182, 100]]],
  ])("takes %s for the same wherever it lies", (_, second) => {
    const drawing: Drawing = { strokes: [[[100, 100], [150, 100], [120, 200]], second], width: 16 }; // prettier-ignore
    const here = rasterise(drawing).image;
    // Places beyond 256 lose a digit that the nearer ones keep.
    for (let i = 150; i < 290; i++) {
      const moved = movePoints(drawing, ([x, y]) => [x + 0.37 * i + 0.1, y]);
      expect(rasterise(moved).image).toEqual(here);
    }
  });

  test("gives no pixels for a drawing without strokes", () => {
    expect(rasterise({ strokes: [] }).image).toEqual({ width: 0, height: 0, ink: new Float32Array(0) });
  });

  test.each([
    ["an empty stroke", { strokes: [[]] }],
    ["NaN", { strokes: [[[0, 0], [NaN, 1]]] }], // prettier-ignore
    ["infinity", { strokes: [[[0, -Infinity]]] }],
    ["points too close to tell apart", { strokes: [[[0, 0], [5e-324, 0]]], width: 1e-323 }], // prettier-ignore
    ["a span beyond all numbers", { strokes: [[[-1.7e308, 0], [1.7e308, 0]]] }], // prettier-ignore
    ["a point without y", { strokes: [[[1]]] }],
    ["a stroke that is none", { strokes: [null] }],
    ["text for a number", { strokes: [[["1", "2"]]] }],
    ["a pen without width", { strokes: [[[0, 0]]], width: 0 }],
    ["a pen of no known width", { strokes: [[[0, 0]]], width: NaN }],
  ])("refuses %s", (_, drawing) => {
    const refusal = { name: "UnreadableSourceError", reason: "strokes" };
    expect(() => rasterise(drawing as unknown as Drawing)).toThrow(expect.objectContaining(refusal));
    expect(() => rasterise(drawing as unknown as Drawing)).toThrow(UnreadableSourceError);
  });

  test.each([
    [1e-300, 1e-300],
    [1e300, 1e300],
    [1e-300, 20],
    [1e300, 20],
  ])("is not upset by a drawing of size %f and a pen of %f", (size, width) => {
    const { image } = rasterise({ strokes: [[[0, 0], [size, size]]], width }); // prettier-ignore
    expect(image.ink.length).toBeLessThan(1e6);
    expect(Math.max(...image.ink)).toBe(1);
  });
});

import { describe, expect, test } from "vitest";
import { inkBounds } from "../normalise";
import { seededRandom } from "../test-drawings";
import type { InkImage, Pixels } from "../types";
import { inkOfPhotograph } from "./photograph";
import { four, photographed, type Photograph } from "./test-photographs";

const [width, height, side, pen] = [320, 240, 100, 8];
const [left, top] = [110, 70];
const digit = four(left, top, side, pen);
const even = () => 200;

const plain: Photograph = { width, height, paper: even, ink: digit };

/** The share of pixels that are ink on one image and paper on the other, of all that are ink on the first. */
function difference(a: InkImage, b: InkImage): number {
  const isInk = (value: number) => value > 0.5;
  const all = a.ink.filter(isInk).length;
  return a.ink.filter((value, i) => isInk(value) !== isInk(b.ink[i]!)).length / all;
}

const truth: InkImage = {
  width,
  height,
  ink: Float32Array.from({ length: width * height }, (_, i) =>
    Number(digit(i % width, Math.floor(i / width)) < 1),
  ),
};

const inkOf = (photograph: Photograph) => inkOfPhotograph(photographed(photograph), "digit");

describe("a digit is found, and nothing else,", () => {
  test.each<[string, Partial<Photograph>]>([
    ["in even light", {}],
    ["in light from one side", { paper: (x) => 90 + (150 * x) / width }],
    ["beyond the edge of a shadow", { paper: (x, y) => (x + y / 2 > 220 ? 110 : 220) }],
    ["in the corner's dark", { paper: (x, y) => 230 - 0.004 * ((x - 160) ** 2 + (y - 120) ** 2) }],
    ["on noisy paper", { noise: 16 }],
    ["written faintly", { ink: (x, y) => 1 - 0.25 * (1 - digit(x, y)) }],
    [
      "written faintly beside patches of light",
      {
        paper: (x, y) => (x + y > 420 || Math.hypot(x - 30, y - 40) < 26 ? 250 : 170),
        ink: (x, y) => 1 - 0.25 * (1 - digit(x, y)),
      },
    ],
    ["on ruled paper", { ink: (x, y) => digit(x, y) * (y % 36 < 2 ? 0.8 : 1) }],
    ["on squared paper", { ink: (x, y) => digit(x, y) * (y % 36 < 2 || x % 36 < 2 ? 0.8 : 1) }],
    ["on rules as dark as itself", { ink: (x, y) => Math.min(digit(x, y), y === 95 || y === 96 ? 0.4 : 1) }],
    ["on tilted rules", { ink: (x, y) => digit(x, y) * (Math.round(y + x / 16) % 50 < 2 ? 0.6 : 1) }],
    ["within a cell's border", { ink: (x, y) => Math.min(digit(x, y), isBorder(x, y) ? 0.3 : 1) }],
    [
      "beside a part of a cell's border",
      { ink: (x, y) => Math.min(digit(x, y), isBorder(x, y) && x < 200 ? 0.3 : 1) },
    ],
    ["among specks", { ink: (x, y) => Math.min(digit(x, y), (x % 90) + (y % 90) < 3 ? 0.3 : 1) }],
  ])("%s", (_, more) => {
    expect(difference(truth, inkOf({ ...plain, ...more }))).toBeLessThan(0.12);
  });

  const isBorder = (x: number, y: number) => {
    const away = Math.max(Math.abs(x - 155) - 75, Math.abs(y - 120) - 75);
    return away > 0 && away < 4;
  };
});

describe("blank paper of a photograph holds no ink", () => {
  // The sum of many is at times much more than is usual, as in a sensor's noise.
  const grain = seededRandom(4);
  const noise = (strength: number) => {
    const sum = Array.from({ length: 12 }, grain).reduce((all, each) => all + each, 0);
    return strength * (sum - 6);
  };
  test.each<[string, Photograph["paper"]]>([
    ["in light from one side", (x) => 210 - x / 4 + noise(3)],
    ["in a soft shadow", (x, y) => 170 - 40 * Math.tanh((x + y / 2 - 320) / 40) + noise(3)],
    ["however coarse its grain", (x) => 210 - x / 4 + noise(8)],
  ])("%s", (_, paper) => {
    const blank = photographed({ width: 640, height: 480, paper, ink: () => 1 });
    for (const wanted of ["digit", "line"] as const)
      expect(inkBounds(inkOfPhotograph(blank, wanted))).toBeNull();
  });
});

test("a small mark on rough paper is found if it is dark", () => {
  const ink = four(300, 200, 11, 2);
  const found = inkBounds(
    inkOfPhotograph(photographed({ width: 640, height: 480, paper: even, ink, noise: 8 }), "digit"),
  );
  expect(found?.x).toBeCloseTo(300, -1);
});

test("a thick marker's digit is whole", () => {
  const ink = four(70, 40, 160, 34);
  const found = inkOfPhotograph(photographed({ ...plain, ink }), "digit");
  const thick = {
    width,
    height,
    ink: found.ink.map((_, i) => Number(ink(i % width, Math.floor(i / width)) < 1)),
  };
  expect(difference(thick, found)).toBeLessThan(0.12);
});

test("a thin pen's digit is whole where its strokes have run together", () => {
  const large = four(60, 20, 200, 8);
  const ink = (x: number, y: number) => (Math.hypot(x - 180, y - 150) < 20 ? 0.4 : large(x, y));
  const found = inkOfPhotograph(photographed({ ...plain, ink }), "digit");
  expect(found.ink[150 * width + 180]).toBeGreaterThan(0.9);
});

test("chalk on a board is ink, as ink on paper is", () => {
  const paper = photographed({ ...plain, paper: (x) => 120 + x / 3 });
  const board: Pixels = { ...paper, data: paper.data.map((value, i) => (i % 4 === 3 ? value : 255 - value)) };
  expect(inkOfPhotograph(board, "digit")).toEqual(inkOfPhotograph(paper, "digit"));
});

test("of a line all digits are found, of a digit one", () => {
  const line: Photograph = {
    ...plain,
    ink: (x, y) => Math.min(four(20, 90, 60, 6)(x, y), four(190, 84, 60, 6)(x, y)),
  };
  const [one, all] = (["digit", "line"] as const).map((wanted) =>
    inkBounds(inkOfPhotograph(photographed(line), wanted)),
  );
  expect(one!.width).toBeLessThan(70);
  expect(all!.width).toBeGreaterThan(200);
  const around = (x: number, y: number) => Math.max(Math.abs(x - 140) - 135, Math.abs(y - 117) - 50);
  const isBorder = (x: number, y: number) => around(x, y) > 0 && around(x, y) < 4;
  const isSide = (x: number, y: number) => isBorder(x, y) && Math.abs(y - 117) < 50;
  const isTilted = (x: number, y: number) => isBorder(x - y / 25, y + x / 25 - 5);
  const isBelow = (x: number, y: number) => Math.hypot(x - 120, y - 190) < 20;
  for (const isOther of [isBorder, isSide, isTilted, isBelow]) {
    const beside = { ...line, ink: (x: number, y: number) => (isOther(x, y) ? 0.3 : line.ink(x, y)) };
    const within = inkBounds(inkOfPhotograph(photographed(beside), "line"));
    for (const edge of ["x", "y", "width", "height"] as const) {
      expect(Math.abs(within![edge] - all![edge])).toBeLessThan(3);
    }
  }
});

test("a 1 in a line is a digit, however straight", () => {
  const isOne = (x: number, y: number) => Math.abs(x - 240) < 3 && y > 84 && y < 144;
  const line: Photograph = { ...plain, ink: (x, y) => (isOne(x, y) ? 0.4 : four(130, 84, 60, 6)(x, y)) };
  expect(inkBounds(inkOfPhotograph(photographed(line), "line"))!.width).toBeGreaterThan(100);
});

test("a sheet's ink is all that there is, rules too", () => {
  const ruled: Photograph = { ...plain, ink: (x, y) => digit(x, y) * (y % 60 < 3 ? 0.5 : 1) };
  expect(inkBounds(inkOfPhotograph(photographed(ruled), "sheet"))!.width).toBe(width);
});

test("blank paper in uneven light has no ink", () => {
  const blank = photographed({ ...plain, ink: () => 1, paper: (x, y) => 120 + x / 4 + y / 8 });
  expect(inkBounds(inkOfPhotograph(blank, "digit"))).toBeNull();
});

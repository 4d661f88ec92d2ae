import { describe, expect, test } from "vitest";
import { isPhotograph } from "./paper";
import { four, photographed, type Photograph } from "./test-photographs";

const [width, height] = [320, 240];
const digit = four(110, 70, 100, 8);
const plain: Photograph = { width, height, paper: () => 200, ink: digit };

describe("a picture is a photograph", () => {
  test("if light falls on it", () => {
    expect(isPhotograph(photographed({ ...plain, paper: (x) => 100 + x / 4 }), "digit")).toBe(true);
  });

  test("and none if its paper is of one grey, whatever is drawn on it", () => {
    expect(isPhotograph(photographed({ ...plain, noise: 0 }), "digit")).toBe(false);
  });

  test("nor if its paper is hardly less even than a scanner's", () => {
    expect(isPhotograph(photographed({ ...plain, paper: (x) => 215 + x / 40 }), "line")).toBe(false);
  });

  const scanned = (ink: Photograph["ink"], more: Partial<Photograph> = {}) =>
    photographed({ ...plain, noise: 0, ...more, ink });

  test.each<[string, Photograph["ink"]]>([
    ["ruled", (x, y) => digit(x, y) * ((y + 9) % 36 < 2 ? 0.7 : 1)],
    ["squared", (x, y) => digit(x, y) * ((y + 9) % 36 < 2 || (x + 9) % 36 < 2 ? 0.7 : 1)],
  ])("or if it is a clean scan of %s paper", (_, ink) => {
    expect(isPhotograph(scanned(ink), "digit")).toBe(true);
    expect(isPhotograph(scanned(ink), "sheet")).toBe(false);
  });

  test("or if what is written stands in a box, but not if it is a part of a 0", () => {
    const box = (x: number, y: number) =>
      Math.abs(Math.max(Math.abs(x - 160), Math.abs(y - 120)) - 85) < 2 ? 0.4 : digit(x, y);
    const zero = (x: number, y: number) =>
      Math.abs(Math.hypot((x - 160) / 0.7, y - 120) - 90) < 3
        ? 0.4
        : Math.abs(x + y - 280) < 4 && Math.abs(x - y - 40) < 60
          ? 0.4
          : 1;
    expect(isPhotograph(scanned(box), "digit")).toBe(true);
    expect(isPhotograph(scanned(zero), "digit")).toBe(false);
  });

  test("but not for a digit's own strokes, however tight it is cut", () => {
    const tight = { width: 100, height: 100 };
    const cross = (x: number, y: number) => (Math.abs(x - 60) < 2 || Math.abs(y - 65) < 2 ? 0.2 : 1);
    const one = (x: number) => (Math.abs(x - 50) < 2 ? 0.2 : 1);
    for (const ink of [cross, one, four(0, 0, 100, 4)]) {
      expect(isPhotograph(scanned(ink, tight), "digit")).toBe(false);
    }
  });

  test("nor for lines that end within it", () => {
    const comb = (x: number, y: number) =>
      x > 8 && x < 312 && (y === 160 || (y > 120 && y < 160 && x % 30 < 2)) ? 0.2 : 1;
    expect(isPhotograph(scanned(comb), "line")).toBe(false);
  });

  test("nor if it is too small to tell", () => {
    expect(isPhotograph(photographed({ ...plain, width: 55, paper: (x) => 100 + x * 3 }), "digit")).toBe(
      false,
    );
  });
});

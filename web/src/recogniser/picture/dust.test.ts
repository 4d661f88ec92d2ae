import { describe, expect, test } from "vitest";
import type { InkImage } from "../types";
import { withoutDust } from "./dust";

/** An image of rows of text: # is ink. */
function picture(rows: readonly string[]): InkImage {
  const ink = Float32Array.from(rows.join(""), (character) => Number(character === "#"));
  return { width: rows[0]!.length, height: rows.length, ink };
}

/** A bar of 3 x 20 in 24 x 24, and what is put beside it. */
function barAnd(
  ...specks: readonly (readonly [x: number, y: number, width: number, height: number])[]
): InkImage {
  const ink = new Float32Array(24 * 24);
  for (const [x, y, width, height] of [[4, 2, 3, 20] as const, ...specks]) {
    for (let row = y; row < y + height; row++) ink.fill(1, row * 24 + x, row * 24 + x + width);
  }
  return { width: 24, height: 24, ink };
}

describe("taking dust off", () => {
  test("takes off what is as small as a dot of the pen and stands apart", () => {
    expect(withoutDust(barAnd([20, 4, 1, 1], [14, 12, 2, 2], [17, 12, 2, 1]))).toEqual(barAnd());
  });

  test.each([
    ["a stroke that stands apart", [14, 3, 9, 3]],
    ["what a broken stroke left near it", [8, 3, 2, 2]],
    ["the corner of a piece", [7, 22, 1, 1]],
  ] as const)("keeps %s", (_, speck) => {
    expect(withoutDust(barAnd(speck))).toEqual(barAnd(speck));
  });

  test.each([1, -1])("takes a thin slanting line for one piece", (slant) => {
    const line = Array.from({ length: 8 }, (_, i) => [16 + slant * (i - 4), 8 + i, 1, 1] as const);
    expect(withoutDust(barAnd(...line))).toEqual(barAnd(...line));
  });

  test("keeps all of a digit written in dots", () => {
    const dotted = picture(["#..#..#", ".......", ".......", "......#", ".......", ".......", "...#..."]);
    expect(withoutDust(dotted)).toEqual(dotted);
  });

  test("takes a piece that closes far down for one", () => {
    const horseshoe = picture(["#......#", "#......#", "#......#", "#......#", "########"]);
    expect(withoutDust(horseshoe)).toEqual(horseshoe);
  });

  test("leaves blank paper blank", () => {
    expect(withoutDust(picture(["...", "..."]))).toEqual(picture(["...", "..."]));
  });
});

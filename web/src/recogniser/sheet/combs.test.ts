import { describe, expect, test } from "vitest";
import { layOut } from "./page-layout";
import { page, type Page } from "./test-pages";

/** For each row how many cells each unit has, and how many of them are written in. */
const shapeOf = ({ image, kindAt }: Page) =>
  layOut(image, kindAt).map((row) =>
    row.map(({ cells }) => [cells.length, cells.filter(({ ink }) => ink.length > 0).length]),
  );

const [base, step, stroke] = [200, 60, 3];

/** A line with teeth from `up` above it to `down` below, their ends so far from it. */
function comb(cells: number, up: number, down = 0, apart = 0): Page {
  const own = page(800, 300)
    .as("rule")
    .fill(100, base, cells * step + stroke, stroke);
  for (let tooth = 0; tooth <= cells; tooth++)
    own.fill(100 + tooth * step, base - up - apart, stroke, up + down);
  return own.as("handwriting");
}

/** A 0 in a cell, of strokes. */
const zero = (on: Page, cell: number) => {
  const left = 112 + cell * step;
  on.fill(left, base - 56, 34, 5).fill(left, base - 12, 34, 5);
  return on.fill(left, base - 56, 5, 48).fill(left + 29, base - 56, 5, 48);
};
/** A 1, which stands on the line. */
const one = (on: Page, cell: number) => on.fill(128 + cell * step, base - 50, 4, 50);

describe("an open comb", () => {
  test.each([
    ["low teeth", comb(6, 20)],
    ["teeth that go through the line", comb(6, 14, 14)],
    ["teeth that stand free of it", comb(6, 24, 0, 6)],
    ["high teeth", comb(6, 36)],
  ])("with %s is one number, 1s on its line included", (_, form) => {
    expect(shapeOf(one(one(zero(zero(form, 0), 2), 3), 5))).toEqual([[[6, 4]]]);
  });

  test("may have a tooth that touches a digit, and none at its ends", () => {
    const open = page(800, 300)
      .as("rule")
      .fill(100, base, 6 * step, stroke);
    for (const tooth of [1, 2, 3, 4, 5]) open.fill(100 + tooth * step, base - 20, stroke, 20);
    open.as("handwriting").fill(100 + 2 * step, base - 14, 20, 4);
    expect(shapeOf(zero(zero(zero(open, 0), 2), 4))).toEqual([[[6, 3]]]);
  });

  test("is nothing where nobody wrote in it", () => {
    expect(shapeOf(comb(6, 20))).toEqual([]);
  });

  test("is none where 1s stand evenly on a line, as high as other digits", () => {
    const ones = page(800, 300).as("rule").fill(100, base, 400, stroke).as("handwriting");
    for (const cell of [0, 2, 4]) one(ones, cell);
    const alone = [1, 1];
    expect(shapeOf(zero(ones, 3))).toEqual([[alone, alone]]);
  });
});

import { describe, expect, test } from "vitest";
import { findComponents } from "../components";
import { inRows, numbersOf } from "./lines";
import { page, type Page } from "./test-pages";

const rowsOf = ({ image }: Page) =>
  inRows(numbersOf(image, findComponents(image), 40)).map((row) =>
    row.map(({ bounds }) => [bounds.left, bounds.right]),
  );

/** Digits: strokes 40 pixels high. */
const digits = (on: Page, left: number, top: number, count: number, rise = 0) => {
  for (let index = 0; index < count; index++) on.fill(left + 24 * index, top + rise * index, 12, 40);
  return on;
};

describe("a page's rows", () => {
  test("hold indented, short and long numbers, from top to bottom", () => {
    const lines = page(500, 300);
    digits(digits(digits(lines, 200, 190, 1), 40, 30, 6), 90, 110, 3);
    expect(rowsOf(lines)).toEqual([[[40, 172]], [[90, 150]], [[200, 212]]]);
  });

  test("follow a line that rises", () => {
    expect(rowsOf(digits(digits(page(500, 300), 30, 120, 14, -4), 30, 200, 14, -4))).toHaveLength(2);
  });

  test("hold several numbers where paper lies between", () => {
    expect(rowsOf(digits(digits(page(500, 100), 30, 20, 3), 250, 26, 2))).toEqual([
      [
        [30, 90],
        [250, 286],
      ],
    ]);
  });

  test("take digits apart that touch the line below", () => {
    const lines = digits(digits(page(500, 200), 40, 30, 5), 40, 90, 5);
    lines.fill(90, 60, 5, 36);
    expect(rowsOf(lines)).toEqual([[[40, 148]], [[40, 148]]]);
  });

  test("have no place for specks, for what is cut off by the edge and for rests of a rule", () => {
    const lines = digits(page(500, 200), 40, 30, 5);
    lines.fill(300, 150, 4, 4).fill(0, 120, 12, 40).fill(250, 60, 120, 3);
    expect(rowsOf(lines)).toEqual([[[40, 148]]]);
  });
});

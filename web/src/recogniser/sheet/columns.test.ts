import { expect, test } from "vitest";
import { apartAtColumns } from "./columns";

/** A line of digits 20 wide and 40 high, with so much paper before each. */
const line = (top: number, ...gaps: readonly number[]) => {
  let right = 100;
  return gaps.map((gap) => {
    const left = right + gap;
    right = left + 20;
    return { left, top, right, bottom: top + 40 };
  });
};
const lengthsOf = (...lines: Parameters<typeof apartAtColumns>[0]) =>
  apartAtColumns(lines, 40).map(({ parts, hasWideGap }) => `${parts.length}${hasWideGap ? "?" : ""}`);

test("numbers are cut where other lines have a wide gap at the same place", () => {
  const columns = [line(0, 0, 5, 32, 4), line(80, 3, 4, 34, 5), line(160, 1, 6, 30, 6)];
  expect(lengthsOf(...columns)).toEqual(["2", "2", "2", "2", "2", "2"]);
  expect(lengthsOf(...columns, line(240, 0, 6, 5, 5))).toEqual(["2", "2", "2", "2", "2", "2", "4"]);
});

test("a gap that no other line has may be one, and is to be checked", () => {
  expect(lengthsOf(line(0, 0, 5, 32, 4), line(80, 0, 5, 4, 6, 5))).toEqual(["4?", "5"]);
  expect(lengthsOf(line(0, 0, 5, 32, 4))).toEqual(["4?"]);
});

test("digits that are spaced widely are one number", () => {
  expect(lengthsOf(line(0, 0, 28, 32, 30), line(80, 0, 30, 31, 27))).toEqual(["4", "4"]);
});

test("a gap in which a point stands parts nothing", () => {
  const prices = [line(0, 0, 5, 32, 4), line(80, 3, 4, 34, 5), line(160, 1, 6, 30, 6)];
  const points = prices.map((digits) => {
    const { right, bottom } = digits[1]!;
    return { left: right + 13, top: bottom - 6, right: right + 17, bottom: bottom - 2 };
  });
  expect(
    apartAtColumns(prices, 40, points).map(({ parts, hasWideGap }) => [parts.length, hasWideGap]),
  ).toEqual([
    [4, false],
    [4, false],
    [4, false],
  ]);
});

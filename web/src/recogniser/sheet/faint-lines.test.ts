import { expect, test } from "vitest";
import { withFaintLines } from "./faint-lines";
import { thinRuns, type LongLine } from "./long-lines";
import { page } from "./test-pages";

const across = (at: number): LongLine => ({ from: 0, middles: new Float32Array(400).fill(at), thickness: 2 });

/** The lines of a grid 50 pixels apart, of which these are known, at the places where all of them are found. */
function found(known: readonly number[]): readonly number[] {
  const grid = page(400, 400);
  for (let x = 50; x <= 350; x += 50) grid.fill(x - 1, 50, 2, 300);
  const lines = known.map((at) => ({ from: 50, middles: new Float32Array(300).fill(at), thickness: 2 }));
  const all = withFaintLines(lines, [across(51), across(200), across(349)], thinRuns(grid.image, 4), 400);
  return all.map(({ middles }) => Math.floor(middles[150]!));
}

test("an even grid's lines are found between those that are known, and beyond", () => {
  expect(found([100, 150, 250, 300])).toEqual([50, 100, 150, 200, 250, 300, 350]);
});

test("a line that was found twice sets no distance to look for others in", () => {
  expect(found([100, 150, 200, 200.5])).toEqual([100, 150, 200, 200]);
});

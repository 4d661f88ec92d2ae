import { expect, test } from "vitest";
import { turned, turnedBack, type Quarters } from "./turns";

// 1 2 3 / 4 5 6
const field = { width: 3, height: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) };

test.each<[Quarters, number, readonly number[]]>([
  [0, 3, [1, 2, 3, 4, 5, 6]],
  [1, 2, [4, 1, 5, 2, 6, 3]],
  [2, 3, [6, 5, 4, 3, 2, 1]],
  [3, 2, [3, 6, 2, 5, 1, 4]],
])("what is turned by %i quarters clockwise is turned back again", (quarters, width, values) => {
  const lying = turned(field, quarters);
  expect([lying.width, Array.from(lying.values)]).toEqual([width, values]);
  expect(turnedBack(lying, quarters)).toEqual(field);
});

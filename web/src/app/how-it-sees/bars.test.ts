import { expect, test } from "vitest";
import { rangeOf } from "./bars";

test.each([
  [
    [2, 5],
    [0, 5],
  ],
  [
    [-2, 5],
    [-2, 5],
  ],
  [
    [-7, -2],
    [-7, 0],
  ],
  [
    [0, 0],
    [0, 1],
  ],
  [[], [0, 1]],
])("bars of %j stand between %j, zero among them", (values, range) => {
  expect(rangeOf(values)).toEqual(range);
});

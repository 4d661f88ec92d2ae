import { expect, test } from "vitest";
import { ticksOver } from "./ticks";

test.each([
  [
    [0.905, 0.998],
    [0.9, 0.92, 0.94, 0.96, 0.98, 1],
  ],
  [
    [0, 0.36],
    [0, 0.1, 0.2, 0.3, 0.4],
  ],
  [
    [1, 20],
    [0, 5, 10, 15, 20],
  ],
  [
    [-3, 3],
    [-4, -2, 0, 2, 4],
  ],
])("ticks over %j are round and enclose it", (values, ticks) => {
  expect(ticksOver(values, 5)).toEqual(ticks);
});

test.each([[[0.99]], [[0]], [[7, 7, 7]]])("even a single value %j gets an axis of some length", (values) => {
  const ticks = ticksOver(values, 5);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks[0]).toBeLessThanOrEqual(values[0]!);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(values[0]!);
});

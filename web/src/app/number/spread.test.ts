import { expect, test } from "vitest";
import { spread } from "./spread";

test("labels stand below their centres where there is room", () => {
  expect(spread([50, 150, 300], 40, 400)).toEqual({ lefts: [30, 130, 280], width: 40 });
});

test("labels that would overlap stand side by side around their centres", () => {
  expect(spread([100, 110, 120], 40, 400).lefts).toEqual([50, 90, 130]);
});

test("labels stay inside at both ends", () => {
  expect(spread([2, 4, 398], 40, 400).lefts).toEqual([0, 40, 360]);
  expect(spread([390, 395, 400], 40, 400).lefts).toEqual([280, 320, 360]);
});

test("labels share the room where it is too little", () => {
  expect(spread([10, 20, 30, 40], 40, 100)).toEqual({ lefts: [0, 25, 50, 75], width: 25 });
});

test("no labels take no room", () => {
  expect(spread([], 40, 100).lefts).toEqual([]);
});

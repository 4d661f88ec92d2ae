import { describe, expect, test } from "vitest";
import { boundsOf } from "../bounds";
import type { Bounds } from "../types";
import { isCrossed, lineHeight, withoutStrays } from "./line";

const box = (left: number, top: number, width: number, height: number): Bounds => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const digits = [box(0, 0, 60, 100), box(80, 5, 20, 95), box(120, 0, 55, 105)];

describe("a line's height", () => {
  test("is a usual digit's", () => {
    expect(lineHeight(digits)).toBe(100);
  });

  test("is that of the whole digit where it is written in parts above each other", () => {
    expect(lineHeight([box(0, 0, 50, 30), box(5, 40, 50, 60)])).toBe(100);
  });

  test("is not that of a few low parts", () => {
    expect(lineHeight([...digits, box(200, 50, 10, 10)])).toBe(100);
  });

  test("is none without ink", () => {
    expect(lineHeight([])).toBe(0);
  });
});

describe("what is no part of a digit", () => {
  test.each([
    ["a ruled line below", box(-20, 130, 300, 6)],
    ["a ruled line that runs up", box(-20, 120, 300, 17)],
    ["a speck that stands apart", box(200, 50, 8, 8)],
    ["a smudge further off", box(300, 20, 35, 30)],
  ])("is %s", (_, stray) => {
    expect(withoutStrays([...digits, stray])).toEqual(digits);
  });

  test.each([
    ["a bar above a digit", box(120, -15, 60, 4)],
    ["a speck that a broken stroke left", box(62, 50, 10, 10)],
    ["a short piece near a digit", box(200, 20, 30, 20)],
    ["a chain of digits that touch", box(200, 0, 600, 100)],
  ])("is not %s", (_, part) => {
    expect(withoutStrays([...digits, part])).toEqual([...digits, part]);
  });

  test("is not all that there is", () => {
    const rule = [box(0, 0, 300, 3)];
    const dots = [box(0, 0, 2, 2), box(30, 0, 2, 2)];
    expect(withoutStrays(rule)).toEqual(rule);
    expect(withoutStrays(dots)).toEqual(dots);
  });
});

describe("rules that belong to a drawing", () => {
  const bars = [0, 40, 80, 120, 160, 200].map((left) => box(left, 0, 4, 100));

  test.each([
    ["a fence's rails", [...bars, box(-10, 30, 230, 3), box(-10, 70, 230, 3)]],
    ["a comb's back", [...bars, box(0, 100, 204, 3)]],
    ["what strikes digits out", [...digits, box(-10, 50, 200, 5)]],
    ["an arrow's shaft", [box(150, 0, 50, 100), box(0, 48, 200, 4)]],
  ])("are %s", (_, parts) => {
    expect(isCrossed(parts, 100)).toBe(true);
  });

  test.each([
    ["a line to write on", [...digits, box(-20, 120, 300, 6)]],
    ["one that a single digit reaches", [...digits, box(190, 0, 20, 130), box(-20, 120, 300, 6)]],
    ["digits alone", digits],
    ["a rule alone", [box(0, 0, 300, 3)]],
  ])("are not %s", (_, parts) => {
    expect(isCrossed(parts, 100)).toBe(false);
  });
});

test("the bounds of parts hold them all", () => {
  expect(boundsOf(digits)).toEqual(box(0, 0, 175, 105));
});

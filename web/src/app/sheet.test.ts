import { describe, expect, test } from "vitest";
import type { Stroke } from "../recogniser/index";
import {
  blankSheet,
  drawingOf,
  isBlank,
  padSize,
  penWidth,
  placeOnPad,
  type Sheet,
  withStroke,
} from "./sheet";
import { smoothed } from "./stroke-path";

const stroke: Stroke = [
  [40, 40],
  [240, 40],
];
// A picture's preview is only handed on, never looked into, by what is tested here.
const picture = {
  kind: "picture",
  preview: {},
  reading: { text: "", sure: false, digits: [] },
} as unknown as Sheet;

describe("a sheet", () => {
  test("is blank until it has a stroke or a picture", () => {
    expect(isBlank(blankSheet)).toBe(true);
    expect(isBlank(withStroke(blankSheet, stroke))).toBe(false);
    expect(isBlank(picture)).toBe(false);
  });

  test("takes strokes one after another", () => {
    const sheet = withStroke(withStroke(blankSheet, stroke), [[10, 10]]);
    expect(sheet.strokes).toEqual([stroke, [[10, 10]]]);
  });

  test("starts a fresh drawing when one draws on a picture", () => {
    expect(withStroke(picture, stroke)).toEqual({ kind: "drawing", strokes: [stroke] });
  });

  test("hands the recogniser the lines that are seen and the pen's width", () => {
    const bent: Stroke = [...stroke, [240, 240]];
    const drawing = drawingOf(withStroke(withStroke(blankSheet, stroke), bent));
    expect(drawing).toEqual({ strokes: [stroke, smoothed(bent)], width: penWidth });
  });

  test("holds the nib on the paper", () => {
    const edge = penWidth / 2;
    expect(placeOnPad([-50, 140])).toEqual([edge, 140]);
    expect(placeOnPad([140, 900])).toEqual([140, padSize - edge]);
  });
});

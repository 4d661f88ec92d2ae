import { describe, expect, test } from "vitest";
import type { Point, Stroke } from "../recogniser/index";
import {
  blankSheet,
  drawingOf,
  isBlank,
  padSize,
  partOnPad,
  penWidth,
  placeOnPad,
  type Sheet,
  withStrokes,
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
  reading: { text: "", sure: true, doubt: null, probability: 1, digits: [], alternatives: [], rows: [] },
} as unknown as Sheet;

describe("a sheet", () => {
  test("is blank until it has a stroke or a picture", () => {
    expect(isBlank(blankSheet)).toBe(true);
    expect(isBlank(withStrokes(blankSheet, [stroke]))).toBe(false);
    expect(isBlank(picture)).toBe(false);
  });

  test("takes strokes one after another", () => {
    const sheet = withStrokes(withStrokes(blankSheet, [stroke]), [[[10, 10]]]);
    expect(sheet.strokes).toEqual([stroke, [[10, 10]]]);
  });

  test("starts a fresh drawing when one draws on a picture", () => {
    expect(withStrokes(picture, [stroke])).toEqual({ kind: "drawing", strokes: [stroke] });
  });

  test("hands the recogniser the lines that are seen and the pen's width", () => {
    const bent: Stroke = [...stroke, [240, 240]];
    const drawing = drawingOf(withStrokes(blankSheet, [stroke, bent]));
    expect(drawing).toEqual({ strokes: [stroke, smoothed(bent)], width: penWidth });
  });

  test("holds the nib on the paper", () => {
    const edge = penWidth / 2;
    expect(placeOnPad([-50, 140], padSize)).toEqual([edge, 140]);
    expect(placeOnPad([140, 900], padSize)).toEqual([140, padSize - edge]);
  });

  test.each<[string, Point, Point, readonly [Point, Point] | null]>([
    [
      "all of a way on it",
      [10, 10],
      [20, 40],
      [
        [10, 10],
        [20, 40],
      ],
    ],
    [
      "the part before its edge",
      [140, 140],
      [140, 420],
      [
        [140, 140],
        [140, padSize],
      ],
    ],
    [
      "the part after its edge",
      [-140, 70],
      [140, 70],
      [
        [0, 70],
        [140, 70],
      ],
    ],
    [
      "what lies between two edges",
      [-70, 70],
      [350, 70],
      [
        [0, 70],
        [padSize, 70],
      ],
    ],
    ["nothing of a way that passes by", [-10, 10], [-10, 90], null],
    ["nothing of a way around its corner", [-70, 35], [35, -105], null],
  ])("holds %s", (_, from, to, part) => {
    expect(partOnPad(from, to, padSize)).toEqual(part);
  });
});

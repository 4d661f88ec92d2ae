import { describe, expect, test } from "vitest";
import type { Stroke } from "../../recogniser/types";
import { blankSheet, boxOnPad, padSize, type PictureSheet, withStrokes } from "../sheet";
import { maxLineWidth, pictureHeight, scrollForRoom, tappedCharacter, widthFor } from "./line-size";

const strokeTo = (x: number): Stroke => [
  [40, 40],
  [x, 200],
];
const inkTo = (x: number) => withStrokes(blankSheet, [strokeTo(x)]);
const pictureOf = (width: number, height: number, scale = 1) =>
  ({ kind: "picture", preview: { width, height }, scale }) as unknown as PictureSheet;

describe("the line", () => {
  test("is as wide as what is in sight until it fills", () => {
    expect(widthFor(blankSheet, 1000)).toBe(1000);
    expect(widthFor(inkTo(400), 1000)).toBe(1000);
  });

  test("grows with the ink, and leaves room after it", () => {
    expect(widthFor(inkTo(900), 1000)).toBe(1450);
    expect(widthFor(inkTo(1300), 1000)).toBe(1850);
  });

  test("grows no longer than twelve large digits need", () => {
    expect(widthFor(inkTo(3800), 1000)).toBe(maxLineWidth);
  });

  test("is as long as a picture of its height, and never shorter than what is in sight", () => {
    expect(widthFor(pictureOf(1600, 200), 1000)).toBe(8 * padSize);
    expect(widthFor(pictureOf(300, 200), 1000)).toBe(1000);
  });
});

describe("the line's scroll", () => {
  test("stays while there is room to write on", () => {
    expect(scrollForRoom(inkTo(300), { start: 0, inSight: 1000 })).toBeNull();
    expect(scrollForRoom(blankSheet, { start: 0, inSight: 1000 })).toBeNull();
  });

  test("moves on when the ink comes near the end of what is in sight", () => {
    expect(scrollForRoom(inkTo(900), { start: 0, inSight: 1000 })).toBe(900 + padSize - 1000);
    // On a phone there is less in sight than a large digit's width twice over.
    expect(scrollForRoom(inkTo(350), { start: 0, inSight: 400 })).toBe(350 + 0.55 * 400 - 400);
  });

  test("stays where one has scrolled back to look at the beginning", () => {
    expect(scrollForRoom(inkTo(2000), { start: 0, inSight: 1000 })).toBeNull();
  });

  test("stays under a picture", () => {
    expect(scrollForRoom(pictureOf(1600, 200), { start: 0, inSight: 1000 })).toBeNull();
  });
});

test.each([
  ["all of a photograph as wide as the window", { width: 400, height: 300 }, 225],
  ["no more of a high picture than the window has room for", { width: 300, height: 900 }, 350],
  ["a long strip no lower than a drawn line", { width: 1600, height: 100 }, 150],
])("a picture's line shows %s", (_, picture, height) => {
  expect(pictureHeight(picture, { inSightPx: 300, ordinaryPx: 150, mostPx: 350 })).toBe(height);
});

describe("a digit's box", () => {
  const box = { x: 100, y: 20, width: 60, height: 160 };

  test("is where it was drawn", () => {
    expect(boxOnPad(box, blankSheet, 1000)).toEqual(box);
  });

  test("is where its ink is on a picture that stands in the middle, reduced", () => {
    // A picture of 800 x 560, shown by a preview of a half of that, on a line of its own height.
    expect(boxOnPad(box, pictureOf(400, 280, 0.5), 1000)).toEqual({ x: 350, y: 10, width: 30, height: 80 });
  });
});

describe("a tap", () => {
  const boxes = [
    { x: 20, y: 20, width: 60, height: 200 },
    { x: 120, y: 20, width: 60, height: 200 },
  ];

  test.each<[string, readonly Stroke[], number]>([
    ["on a digit is meant for it", [[[150, 100]]], 1],
    [
      "of a finger that trembles too",
      [
        [
          [150, 100],
          [153, 104],
        ],
      ],
      1,
    ],
    ["beside the digits is ink", [[[100, 100]]], -1],
    [
      "that becomes a stroke is ink",
      [
        [
          [150, 100],
          [150, 140],
        ],
      ],
      -1,
    ],
    ["of two strokes is ink", [[[150, 100]], [[150, 102]]], -1],
    ["of nothing is nothing", [], -1],
  ])("%s", (_, strokes, place) => {
    expect(tappedCharacter(strokes, boxes)).toBe(place);
  });
});

import { describe, expect, test } from "vitest";
import { examples } from "./examples";
import { padSize, placeOnPad } from "./sheet";

test("there are five examples, of five digits", () => {
  expect(new Set(examples.map((example) => example.digit)).size).toBe(5);
});

describe.each(examples)("the example of $digit", ({ sheet }) => {
  test("lies on the pad with all its ink", () => {
    const points = sheet.strokes.flat();
    expect(points.map((point) => placeOnPad(point, padSize))).toEqual(points);
  });

  test("has its points as near to each other as a hand's", () => {
    for (const stroke of sheet.strokes) {
      const steps = stroke.slice(1).map(([x, y], i) => Math.hypot(x - stroke[i]![0], y - stroke[i]![1]));
      expect(Math.max(...steps)).toBeLessThan(16);
    }
  });
});

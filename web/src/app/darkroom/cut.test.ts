import { expect, test } from "vitest";
import { framed, isUncut, turned, uncut } from "./cut";

test("a picture turned by a quarter is as wide as it was high", () => {
  expect(turned({ width: 4, height: 3 }, 1)).toEqual({ width: 3, height: 4 });
  expect(turned({ width: 4, height: 3 }, 2)).toEqual({ width: 4, height: 3 });
});

test("a frame covers every pixel that it touches, and one at least", () => {
  const picture = { width: 100, height: 50 };
  const frame = { x: 0.101, y: 0.5, width: 0.2, height: 0 };
  expect(framed(picture, { ...uncut, frame })).toEqual({ x: 10, y: 25, width: 21, height: 1 });
  expect(framed(picture, { ...uncut, quarterTurns: 3 })).toEqual({ x: 0, y: 0, width: 50, height: 100 });
});

test("only a picture that is neither turned, tilted nor cut is as it came", () => {
  expect(isUncut(uncut)).toBe(true);
  expect(isUncut({ ...uncut, tilt: 0.5 })).toBe(false);
  expect(isUncut({ ...uncut, quarterTurns: 2 })).toBe(false);
  expect(isUncut({ ...uncut, frame: { ...uncut.frame, height: 0.9 } })).toBe(false);
});

import { expect, test } from "vitest";
import { guideFor } from "./guide";

const upright = { width: 1080, height: 1920 };
const wide = { width: 1920, height: 1080 };

test.each([upright, wide])("a digit's guide is square, in the middle of $width x $height", (picture) => {
  const { x, y, width, height } = guideFor("digit", picture);
  expect(width * picture.width).toBeCloseTo(height * picture.height);
  expect([2 * x + width, 2 * y + height]).toEqual([expect.closeTo(1), expect.closeTo(1)]);
});

test.each([upright, wide])("a number's guide is a wide one inside $width x $height", (picture) => {
  const { x, y, width, height } = guideFor("number", picture);
  expect(width * picture.width).toBeCloseTo(3 * height * picture.height);
  expect(Math.min(x, y)).toBeGreaterThan(0);
});

test("a page's guide leaves but a margin", () => {
  expect(guideFor("sheet", upright)).toMatchObject({ width: 0.94, height: 0.94 });
});

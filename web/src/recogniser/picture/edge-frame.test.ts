import { expect, test } from "vitest";
import type { PictureView, Pixels } from "../types";
import { beyondFrame } from "./edge-frame";

/** A picture of greys. */
function picture(width: number, height: number, greyAt: (x: number, y: number) => number): PictureView {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    const grey = greyAt(at % width, Math.floor(at / width));
    data.set([grey, grey, grey, 255], 4 * at);
  }
  return { pixels: { width, height, data }, left: 10, top: 20, scale: 0.5 };
}

const greyAt = ({ width, data }: Pixels, x: number, y: number) => data[4 * (y * width + x)];

test.each([
  ["all around", (x: number, y: number) => Math.min(x, y, 59 - x, 39 - y) < 1],
  ["three pixels broad", (x: number, y: number) => Math.min(x, y, 59 - x, 39 - y) < 3],
  ["along one side", (x: number) => x < 1],
])("a line at the edge %s gets paper beyond it", (_, isLine) => {
  const view = picture(60, 40, (x, y) => (isLine(x, y) ? 20 : 240));
  const { pixels, left, top, scale } = beyondFrame(view);
  expect([pixels.width, pixels.height, left, top, scale]).toEqual([68, 48, 2, 12, 0.5]);
  expect([greyAt(pixels, 0, 0), greyAt(pixels, 4, 20), greyAt(pixels, 30, 24)]).toEqual([240, 20, 240]);
});

test.each([
  ["without a line", () => 240],
  ["with a line further inside", (x: number, y: number) => (Math.min(x, y, 59 - x, 39 - y) === 3 ? 20 : 240)],
  ["whose edge is a desk", (x: number) => (x < 12 ? 20 : 240)],
  [
    "with a stroke that ends at its edge",
    (x: number, y: number) => (Math.abs(y - 20) < 3 && x < 30 ? 20 : 240),
  ],
  ["in the light of a lamp", (x: number) => 180 + x],
])("a picture %s stays as it is", (_, grey) => {
  const view = picture(60, 40, grey);
  expect(beyondFrame(view)).toBe(view);
});

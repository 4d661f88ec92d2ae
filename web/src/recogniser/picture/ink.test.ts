import { describe, expect, test } from "vitest";
import { seededRandom } from "../test-drawings";
import type { Pixels } from "../types";
import { findInk } from "./ink";

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];

/** A picture from a function of its places. */
function picture(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha = 255] = colourAt(x, y);
      data.set([red, green, blue, alpha], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/** A bar and a foot: a 1. */
const isInk = (x: number, y: number) =>
  (x >= 14 && x < 18 && y >= 6 && y < 26) || (y >= 24 && y < 26 && x >= 10 && x < 22);
const digit = (ink: Colour, paper: Colour) => picture(32, 32, (x, y) => (isInk(x, y) ? ink : paper));
const expected = Float32Array.from({ length: 32 * 32 }, (_, i) => Number(isInk(i % 32, Math.floor(i / 32))));

describe("finding ink", () => {
  test.each<[string, Colour, Colour]>([
    ["black on white", black, white],
    ["white on black", white, black],
    ["black on grey", black, [128, 128, 128]],
    ["white on grey", white, [128, 128, 128]],
    ["grey on white", [120, 120, 120], white],
    ["blue on yellow", [20, 30, 160], [250, 240, 140]],
    ["black on transparent", black, [0, 0, 0, 0]],
    ["white on transparent", white, [0, 0, 0, 0]],
    ["dark blue on transparent white", [0, 0, 90], [255, 255, 255, 0]],
  ])("reads %s", (_, ink, paper) => {
    expect(findInk(digit(ink, paper)).ink).toEqual(expected);
  });

  test("gives the same ink for a picture and its negative where half of it is black", () => {
    const isLeft = (x: number, y: number) => (y < 3 ? x < 4 : x < 5);
    const halves = (left: Colour, right: Colour) => picture(9, 6, (x, y) => (isLeft(x, y) ? left : right));
    expect(findInk(halves(black, white))).toEqual(findInk(halves(white, black)));
  });

  test("reads a digit that runs into the picture's border", () => {
    const { ink } = findInk(picture(32, 32, (x) => (x >= 13 && x < 19 ? black : white)));
    expect(ink.reduce((sum, value) => sum + value, 0)).toBe(6 * 32);
  });

  test("takes the paper's grain and the rings of a JPEG for paper", () => {
    const random = seededRandom(2);
    const grain = () => Math.round((random() - 0.5) * 12);
    const grainy = picture(64, 64, (x, y) => {
      const value = (x >= 20 && x < 28 && y >= 10 && y < 50 ? 40 : 215) + grain();
      return [value, value, value];
    });
    const { ink } = findInk(grainy);
    expect(ink.filter((value) => value > 0).length).toBe(8 * 40);
  });

  test("finds strong ink on unevenly lit paper", () => {
    const lit = picture(64, 64, (x, y) => {
      const value = x >= 30 && x < 34 && y >= 16 && y < 48 ? 20 : 190 + Math.round(x / 4);
      return [value, value, value];
    });
    expect(findInk(lit).ink.filter((value) => value > 0.5).length).toBe(4 * 32);
  });

  test.each<[string, Pixels]>([
    ["white", picture(20, 20, () => white)],
    ["black", picture(20, 20, () => black)],
    ["transparent", picture(20, 20, () => [0, 0, 0, 0])],
    ["of faint grain", picture(20, 20, (x, y) => ((x * y) % 3 ? [200, 200, 200] : [206, 206, 206]))],
    ["of a single pixel", picture(1, 1, () => [90, 90, 90])],
    ["of a single line", picture(1, 5000, () => white)],
  ])("finds none in a picture that is %s", (_, pixels) => {
    const { width, height, ink } = findInk(pixels);
    expect([width, height]).toEqual([pixels.width, pixels.height]);
    expect(ink).toEqual(new Float32Array(width * height));
  });

  test("gives values from 0 to 1 for any picture whatever", () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = seededRandom(seed);
      const [width, height] = [1 + Math.floor(random() * 40), 1 + Math.floor(random() * 40)];
      const any = () => Math.floor(random() * 256);
      const { ink } = findInk(picture(width, height, () => [any(), any(), any(), any()]));
      expect(ink.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });
});

import { describe, expect, test } from "vitest";
import type { Shape3 } from "./layer-canvas";
import { mapAt, opacitiesOf, placeOf, sheetOf } from "./map-sheet";

/** Of 2 x 3 pixels, and more maps than a row takes. */
const shape: Shape3 = [2, 3, 9];

test("maps lie in rows, a pixel apart", () => {
  expect(sheetOf(shape)).toEqual({ columns: 8, width: 31, height: 5 });
  expect(placeOf(shape, 0)).toEqual([0, 0]);
  expect(placeOf(shape, 7)).toEqual([28, 0]);
  expect(placeOf(shape, 8)).toEqual([0, 3]);
});

test("a single map has no room beside it", () => {
  expect(sheetOf([28, 28, 1])).toEqual({ columns: 1, width: 28, height: 28 });
});

test("the map at a pixel is the one that lies there", () => {
  for (let map = 0; map < 9; map++) {
    const [x, y] = placeOf(shape, map);
    expect(mapAt(shape, x + 2, y + 1)).toBe(map);
  }
  expect(mapAt(shape, 6, 4)).toBeNull();
});

describe("opacities", () => {
  const values = new Float32Array(2 * 3 * 9);
  const at = (map: number, x: number, y: number) => (y * 3 + x) * 9 + map;
  values[at(8, 2, 1)] = 4;
  values[at(1, 0, 0)] = 1;
  values[at(2, 0, 0)] = -3;
  const opacities = opacitiesOf(shape, values);
  const opacityAt = (x: number, y: number) => opacities[y * 31 + x]!;

  test("are full where a layer answers most, and between where it answers less", () => {
    expect(opacityAt(2, 4)).toBe(255);
    expect(opacityAt(4, 0)).toBeLessThan(255);
    expect(opacityAt(4, 0)).toBeGreaterThan(opacityAt(5, 0));
  });

  test("show a map even where it answers nothing, and nothing between two maps", () => {
    expect(opacityAt(0, 0)).toBeGreaterThan(0);
    expect(opacityAt(8, 0)).toBe(opacityAt(0, 0));
    expect(opacityAt(3, 0)).toBe(0);
    expect(opacityAt(0, 2)).toBe(0);
  });

  test("of a layer without an answer are all the same", () => {
    const blank = opacitiesOf(shape, new Float32Array(values.length));
    expect(new Set(blank)).toEqual(new Set([0, opacityAt(0, 0)]));
  });
});

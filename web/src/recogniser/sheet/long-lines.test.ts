import { describe, expect, test } from "vitest";
import { seededRandom } from "../test-drawings";
import { findLongLines, placeAt, transposed } from "./long-lines";
import { page } from "./test-pages";

describe("long lines", () => {
  test("are found where they bend, and end where they end", () => {
    const bent = page(200, 300);
    const at = (y: number) => 100 + 12 * Math.sin(y / 80);
    for (let y = 40; y < 260; y++) bent.fill(Math.round(at(y)) - 1, y, 3, 1);
    const [line, ...others] = findLongLines(bent.image, 40, 8);
    expect(others).toEqual([]);
    expect([line!.from, line!.middles.length, line!.thickness]).toEqual([40, 220, 3]);
    for (let y = 60; y < 240; y += 20) expect(Math.abs(placeAt(line!, y) - at(y))).toBeLessThan(1);
  });

  test("are one where a quarter of their ink is gone", () => {
    const random = seededRandom(1);
    const broken = page(100, 300).fill(50, 20, 1, 260, () => random() > 0.25);
    expect(findLongLines(broken.image, 40, 8)).toHaveLength(1);
  });

  test("are one where digits stand on them, though a short piece is between two", () => {
    const broken = page(100, 700);
    for (const [top, length] of [
      [20, 170],
      [237, 33],
      [291, 358],
    ] as const)
      broken.fill(50, top, 3, length);
    expect(findLongLines(broken.image, 30, 8).map(({ from, middles }) => [from, middles.length])).toEqual([
      [20, 629],
    ]);
  });

  test("are neither blocks nor short strokes nor strokes in a column", () => {
    const strokes = page(100, 300).fill(0, 0, 40, 300);
    for (let y = 0; y < 300; y += 40) strokes.fill(70, y, 3, 20);
    expect(findLongLines(strokes.image, 40, 8)).toEqual([]);
  });

  test("from left to right are those of the transposed image", () => {
    const level = page(300, 100).fill(10, 60, 280, 2);
    expect(findLongLines(level.image, 40, 8)).toEqual([]);
    expect(placeAt(findLongLines(transposed(level.image), 40, 8)[0]!, 150)).toBe(61);
  });
});

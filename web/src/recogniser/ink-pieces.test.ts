import { describe, expect, test } from "vitest";
import { findComponents } from "./components";
import { inkOf, inkPieces } from "./ink-pieces";
import { lineHeight } from "./line";
import type { InkImage } from "./types";

/** An image of rings: each of this radius in pixels, with a pen of 3. */
function rings(...centres: readonly (readonly [x: number, y: number])[]): InkImage {
  const [width, height, radius] = [140, 60, 20];
  const ink = new Float32Array(width * height);
  for (const [index] of ink.entries()) {
    const [x, y] = [index % width, Math.floor(index / width)];
    const isInk = centres.some(([cx, cy]) => Math.abs(Math.hypot(x - cx, y - cy) - radius) < 1.5);
    ink[index] = Number(isInk);
  }
  return { width, height, ink };
}

function piecesOf(image: InkImage) {
  const components = findComponents(image);
  return inkPieces(image, components, lineHeight(components));
}

const total = (values: Iterable<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

describe("cutting ink", () => {
  test("keeps what stands apart apart, without a tie", () => {
    const { pieces, ties } = piecesOf(rings([25, 30], [100, 30]));
    const first = pieces.findIndex(({ left }) => left > 60);
    expect(first).toBeGreaterThan(0);
    expect(ties[first]).toBe(0);
  });

  test("cuts rings that touch where they touch, through no more than a pen", () => {
    const { pieces, ties } = piecesOf(rings([25, 30], [66, 30]));
    const cut = pieces.findIndex(({ left }) => left >= 43 && left <= 48);
    expect(cut).toBeGreaterThan(0);
    expect(ties[cut]).toBeLessThan(3);
    expect(Math.max(...pieces.slice(0, cut).map(({ right }) => right))).toBeLessThanOrEqual(50);
  });

  test("goes round what leans over: slanted writing is cut along its slant", () => {
    const image = rings([25, 30], [66, 30]);
    const slanted = { ...image, ink: image.ink.map((_, i) => leaning(image, i)) };
    const { ties } = piecesOf(slanted);
    expect(Math.min(...ties.slice(1))).toBeLessThan(3);
  });

  test("loses no ink and doubles none", () => {
    const image = rings([25, 30], [60, 25], [98, 33]);
    const { pieces } = piecesOf(image);
    const whole = { left: 0, top: 0, right: image.width, bottom: image.height };
    const shown = inkOf(
      image,
      pieces.flatMap(({ ink }) => ink),
      whole,
    );
    expect(shown).toEqual(image);
    expect(total(pieces.flatMap(({ ink }) => ink.map(({ left, right }) => right - left)))).toBe(
      total(image.ink),
    );
  });

  test("leaves blank paper without pieces", () => {
    expect(piecesOf({ width: 3, height: 2, ink: new Float32Array(6) })).toEqual({ pieces: [], ties: [] });
  });

  test("tells bounds that hold each piece's ink", () => {
    for (const { ink, left, top, right, bottom } of piecesOf(rings([25, 30], [66, 30])).pieces) {
      expect(Math.min(...ink.map((run) => run.left))).toBe(left);
      expect(Math.max(...ink.map((run) => run.right))).toBe(right);
      expect([ink[0]!.y, ink.at(-1)!.y + 1]).toEqual([top, bottom]);
    }
  });
});

/** The ink at a pixel of an image that leans to the right by a third. */
function leaning({ width, height, ink }: InkImage, index: number): number {
  const [x, y] = [index % width, Math.floor(index / width)];
  const from = x - Math.round((height / 2 - y) / 3);
  return from >= 0 && from < width ? ink[y * width + from]! : 0;
}

import { describe, expect, test } from "vitest";
import { findComponents } from "../components";
import type { InkImage, PlacedInk } from "../types";
import { inkOfSlabs, inkPieces } from "./ink-pieces";
import { lineHeight } from "./line";
import { testFits } from "./test-fits";

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
  return inkPieces(image, components, lineHeight(components), testFits.seams);
}

/** The image at a place of a source whose units are two of its pixels. */
const placed = (image: InkImage): PlacedInk => ({ image, leastSide: 0, left: 100, top: 200, scale: 2 });

const total = (values: Iterable<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

describe("cutting ink", () => {
  test("keeps what stands apart apart, without a tie", () => {
    const { pieces, ties } = piecesOf(rings([25, 30], [100, 30]));
    const first = pieces.findIndex(({ left }) => left > 60);
    expect(first).toBeGreaterThan(0);
    expect(ties[first]).toBe(0);
  });

  test("cuts rings that touch where they touch, which little ties", () => {
    const { pieces, ties } = piecesOf(rings([25, 30], [66, 30]));
    const cut = pieces.findIndex(({ left }) => left >= 43 && left <= 48);
    expect(cut).toBeGreaterThan(0);
    expect(ties[cut]).toBeLessThan(2);
    expect(Math.max(...pieces.slice(0, cut).map(({ right }) => right))).toBeLessThanOrEqual(50);
  });

  test("goes round what leans over: slanted writing is cut along its slant", () => {
    const image = rings([25, 30], [66, 30]);
    const slanted = { ...image, ink: image.ink.map((_, i) => leaning(image, i)) };
    const { pieces, ties } = piecesOf(slanted);
    const shares = pieces.slice(1).map((_, index) => {
      const left = pieces.slice(0, index + 1).flatMap(({ ink }) => ink);
      return total(inkOfSlabs(placed(slanted), left).image.ink) / total(slanted.ink);
    });
    const nearest = Math.min(...shares.map((share) => Math.abs(share - 0.5)));
    expect(nearest).toBeLessThan(0.08);
    expect(ties[1 + shares.findIndex((share) => Math.abs(share - 0.5) === nearest)]).toBeLessThan(2.5);
  });

  test("loses no ink and doubles none, and says where it lies", () => {
    const image = rings([25, 30], [60, 25], [98, 33]);
    const { pieces } = piecesOf(image);
    const inkFrom = (from: number, to: number) =>
      inkOfSlabs(
        placed(image),
        pieces.slice(from, to).flatMap(({ ink }) => ink),
      );
    const whole = inkFrom(0, pieces.length);
    expect(total(whole.image.ink)).toBe(total(image.ink));
    expect([whole.left, whole.top]).toEqual([100 + 4 / 2, 200 + 4 / 2]);
    const parts = pieces.map((_, index) => total(inkFrom(index, index + 1).image.ink));
    // Scraps that are dropped are few.
    expect(total(parts)).toBeGreaterThan(0.97 * total(image.ink));
    expect(total(parts)).toBeLessThanOrEqual(total(image.ink));
  });

  test("leaves a neighbour's scrap away, and what was never cut as it is", () => {
    const image = { ...rings([25, 30]), ink: rings([25, 30]).ink.slice() };
    image.ink.fill(1, 30 * 140 + 60, 30 * 140 + 62);
    const { pieces } = piecesOf(image);
    const speck = pieces.findIndex(({ left }) => left === 60);
    const slabs = pieces.flatMap(({ ink }) => ink);
    const { of } = pieces[speck]!.ink[0]!;
    const uncut = Array.from(new Set(slabs.map((slab) => slab.of)), (each) => ({
      of: each,
      left: undefined,
      right: undefined,
    }));
    expect(inkOfSlabs(placed(image), uncut).image.width).toBe(62 - 4);
    const beside = [...slabs.filter((slab) => slab.of !== of), ...slabs.filter((slab) => slab.of === of)];
    expect(slabs.length).toBeGreaterThan(uncut.length);
    expect(inkOfSlabs(placed(image), beside.slice(1)).image.width).toBeLessThan(62 - 4);
  });

  test("leaves blank paper without pieces", () => {
    expect(piecesOf({ width: 3, height: 2, ink: new Float32Array(6) })).toEqual({ pieces: [], ties: [] });
  });

  test("tells bounds that hold each piece's ink", () => {
    const image = rings([25, 30], [66, 30]);
    for (const { ink, left, top, right, bottom } of piecesOf(image).pieces) {
      const own = inkOfSlabs(placed(image), ink);
      expect(own.left).toBeGreaterThanOrEqual(100 + left / 2);
      expect(own.top).toBeGreaterThanOrEqual(200 + top / 2);
      expect(own.image.width).toBeLessThanOrEqual(right - left);
      expect(own.image.height).toBeLessThanOrEqual(bottom - top);
    }
  });
});

/** The ink at a pixel of an image that leans to the right by a third. */
function leaning({ width, height, ink }: InkImage, index: number): number {
  const [x, y] = [index % width, Math.floor(index / width)];
  const from = x - Math.round((height / 2 - y) / 3);
  return from >= 0 && from < width ? ink[y * width + from]! : 0;
}

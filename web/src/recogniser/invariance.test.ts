import fc from "fast-check";
import { describe, expect, test } from "vitest";
import drawings from "../../../trainer/drawings.json";
import { withoutDust } from "./picture/dust";
import { findInk } from "./picture/ink";
import { normalise } from "./normalise";
import { rasterise } from "./rasterise";
import { movePoints, randomDrawing, seededRandom } from "./test-drawings";
import { gridLength, UnreadableSourceError, type Drawing, type Pixels, type Point } from "./types";

/** One seed, so that every run tries the same: fast-check prints what fails, shrunk. */
const chance = { seed: 4, numRuns: 60 };

const drawing: fc.Arbitrary<Drawing> = fc.oneof(
  fc.constantFrom(...(drawings as unknown as Drawing[])),
  fc.integer().map((seed) => randomDrawing(seededRandom(seed))),
);
/** Not fast-check's doubles, most of which are too small to move anything; and not far ones alone, for there all places of a
 * drawing lose the same digits. */
const offset = fc
  .oneof(fc.integer({ min: -1e5, max: 1e5 }), fc.integer({ min: -1e9, max: 1e9 }))
  .map((thousandths) => thousandths / 1000);

/** What is brought to the model, or null where there is no ink. */
function gridOfDrawing(drawn: Drawing): Float32Array | null {
  const { image, leastSide } = rasterise(drawn);
  return normalise(image, leastSide)?.grid ?? null;
}

function gridOfPicture(pixels: Pixels): Float32Array | null {
  return normalise(withoutDust(findInk(pixels)))?.grid ?? null;
}

/** A picture from its rows of colours. */
function picture(width: number, colours: readonly (readonly number[])[]): Pixels {
  return { width, height: colours.length / width, data: Uint8ClampedArray.from(colours.flat()) };
}

const noise = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: 4 * width * height, maxLength: 4 * width * height })
      .map((bytes): Pixels => ({ width, height, data: Uint8ClampedArray.from(bytes) })),
  );

/** A drawing as a picture of two colours and what lies between them. */
const drawnPicture = fc
  .record({
    drawn: drawing,
    ink: fc.integer({ min: 0, max: 100 }),
    paper: fc.integer({ min: 160, max: 255 }),
  })
  .map(({ drawn, ink, paper }): Pixels => {
    const { width, ink: share } = rasterise(drawn).image;
    const greys = Array.from(share, (value) => Math.round(paper + (ink - paper) * value));
    return picture(
      width,
      greys.map((grey) => [grey, grey, grey, 255]),
    );
  });

function inverted({ width, height, data }: Pixels): Pixels {
  return { width, height, data: data.map((value, i) => (i % 4 === 3 ? value : 255 - value)) };
}

/** The picture with its own paper, which its first pixel is, around it. */
function framed({ width, height, data }: Pixels, [left, top, right, bottom]: readonly number[]): Pixels {
  const wide = left! + width + right!;
  const framed = new Uint8ClampedArray(4 * wide * (top! + height + bottom!));
  for (let i = 0; i < framed.length; i += 4) framed.set(data.subarray(0, 4), i);
  for (let y = 0; y < height; y++) {
    framed.set(data.subarray(4 * y * width, 4 * (y + 1) * width), 4 * ((top! + y) * wide + left!));
  }
  return { width: wide, height: top! + height + bottom!, data: framed };
}

describe("the grid is the same, bit for bit,", () => {
  test("wherever a drawing lies", () => {
    fc.assert(
      fc.property(drawing, offset, offset, (drawn, dx, dy) => {
        const moved = movePoints(drawn, ([x, y]) => [x + dx, y + dy]);
        expect(gridOfDrawing(moved)).toEqual(gridOfDrawing(drawn));
      }),
      chance,
    );
  });

  test("in whatever unit a drawing is", () => {
    fc.assert(
      fc.property(drawing, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (drawn, scale) => {
        const scaled = movePoints(drawn, ([x, y]) => [x * scale, y * scale]);
        expect(gridOfDrawing({ ...scaled, width: drawn.width! * scale })).toEqual(gridOfDrawing(drawn));
      }),
      chance,
    );
  });

  test("for a picture and its negative", () => {
    fc.assert(
      fc.property(drawnPicture, (drawn) => {
        expect(gridOfPicture(inverted(drawn))).toEqual(gridOfPicture(drawn));
      }),
      chance,
    );
  });

  test("for the negative of any opaque noise", () => {
    fc.assert(
      fc.property(noise, (any) => {
        const opaque = { ...any, data: any.data.map((value, i) => (i % 4 === 3 ? 255 : value)) };
        expect(gridOfPicture(inverted(opaque))).toEqual(gridOfPicture(opaque));
      }),
      chance,
    );
  });

  test("however much paper lies around a picture's ink", () => {
    const margins = fc.array(fc.nat(90), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(drawnPicture, margins, (drawn, margin) => {
        expect(gridOfPicture(framed(drawn, margin))).toEqual(gridOfPicture(drawn));
      }),
      chance,
    );
  });
});

describe("the grid is always ink from 0 to 1, all of it there,", () => {
  const expectInk = (grid: Float32Array | null) => {
    if (!grid) return;
    expect(grid.length).toBe(gridLength);
    // Weights that sum to 1 do so but for the last bits of a 32-bit number.
    expect(grid.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true);
    expect(Math.max(...grid)).toBeGreaterThan(0);
  };

  test("for any picture whatever", () => {
    fc.assert(
      fc.property(noise, (any) => expectInk(gridOfPicture(any))),
      { ...chance, numRuns: 300 },
    );
  });

  test("for any strokes that aren't refused", () => {
    const number = fc.oneof(
      fc.integer({ min: -300, max: 300 }),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
    );
    const point = fc.tuple(number, number) as fc.Arbitrary<Point>;
    const strokes = fc.array(fc.array(point, { minLength: 1, maxLength: 8 }), { maxLength: 4 });
    const width = fc.option(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(strokes, width, (strokes, width) => {
        try {
          expectInk(gridOfDrawing(width === undefined ? { strokes } : { strokes, width }));
        } catch (error) {
          if (!(error instanceof UnreadableSourceError)) throw error;
        }
      }),
      { ...chance, numRuns: 300 },
    );
  });

  const black = (isInk: (x: number, y: number) => boolean) => (width: number, height: number) =>
    picture(
      width,
      Array.from({ length: width * height }, (_, i) =>
        isInk(i % width, Math.floor(i / width)) ? [0, 0, 0, 255] : [255, 255, 255, 255],
      ),
    );

  test.each([
    ["all ink", black(() => true)],
    ["all paper", black(() => false)],
    ["half and half", black((x, y) => x + y < 2)],
    ["a single pixel", black((x, y) => x === 0 && y === 0)],
    ["stripes", black((x, y) => (x + y) % 2 === 0)],
  ])("for %s, of any shape", (_, paint) => {
    for (const [width, height] of [
      [1, 1],
      [2, 2],
      [1, 5000],
      [5000, 1],
      [33, 7],
    ] as const) {
      expectInk(gridOfPicture(paint(width, height)));
    }
  });
});

test("a digit a fifth of the pad high gives the same grid as one nine tenths high, with the pad's one pen", () => {
  for (const { strokes } of drawings as unknown as Drawing[]) {
    const points = strokes.flat();
    const spans = [0, 1].map((axis) => {
      const along = points.map((point) => point[axis]!);
      return Math.max(...along) - Math.min(...along);
    });
    const [small, large] = [0.2 * 280, 0.9 * 280].map((side) => {
      const scale = side / Math.max(...spans);
      return gridOfDrawing(movePoints({ strokes, width: 16 }, ([x, y]) => [x * scale, y * scale]));
    });
    expect(small).toEqual(large);
  }
});

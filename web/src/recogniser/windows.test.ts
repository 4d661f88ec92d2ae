import fc from "fast-check";
import { expect, test } from "vitest";
import { enlarged, extremes, means, medians, pooled, transposed, type Field } from "./windows";

const field: fc.Arbitrary<Field> = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values: Float32Array.from(values) })),
  );
const radius = fc.integer({ min: 0, max: 12 });
const chance = { seed: 6, numRuns: 60 };

/** All values within so many rows and columns of a pixel. */
function around({ width, height, values }: Field, index: number, reach: number): number[] {
  const [column, row] = [index % width, Math.floor(index / width)];
  return Array.from(values).filter(
    (_, i) =>
      Math.abs((i % width) - column) <= reach &&
      Math.abs(Math.floor(i / width) - row) <= reach &&
      i < width * height,
  );
}

test("a window's highest, lowest, mean and median are those of all that lies in it", () => {
  fc.assert(
    fc.property(field, radius, fc.nat(), (any, reach, place) => {
      const index = place % any.values.length;
      const near = around(any, index, reach);
      expect(extremes(any, reach, "highest").values[index]).toBe(Math.max(...near));
      expect(extremes(any, reach, "lowest").values[index]).toBe(Math.min(...near));
      const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
      expect(means(any, reach).values[index]).toBeCloseTo(mean, 3);
      const middle = near.sort((a, b) => a - b)[near.length >> 1]!;
      expect(medians(any, reach, 255).values[index]).toBe(middle);
    }),
    chance,
  );
});

test("transposed twice an image is itself", () => {
  fc.assert(
    fc.property(field, (any) => {
      expect(transposed(transposed(any))).toEqual(any);
    }),
    chance,
  );
});

test("what is made smaller and larger again lies where it lay", () => {
  const values = Float32Array.from({ length: 61 * 40 }, (_, i) => (i % 61) + 100 * Math.floor(i / 61));
  const again = enlarged(pooled({ width: 61, height: 40, values }, 3), 61, 40);
  for (let y = 3; y < 36; y++) {
    for (let x = 3; x < 56; x++) expect(again.values[y * 61 + x]).toBeCloseTo(values[y * 61 + x]!, 1);
  }
});

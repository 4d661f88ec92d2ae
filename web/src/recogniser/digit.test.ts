import { describe, expect, test } from "vitest";
import type { Classifier } from "./classifier";
import { readDigit } from "./digit";
import { rasterise } from "./rasterise";
import { five } from "./test-drawings";
import type { Drawing } from "./types";

/** Holds all ink for an even split between a 4 and a 9, and reads it or refuses it. */
const split = (digit: number | null) =>
  ({
    judge: () =>
      Promise.resolve([{ digit, confidence: 0.5, probabilities: [0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5] }]),
  }) as unknown as Classifier;
const tap: Drawing = { strokes: [[[50, 50]]], width: 12 };

describe("reading a digit", () => {
  test("says why it is refused, and as much of the whole reading", async () => {
    const { text, sure, doubt, digits } = await readDigit(split(null), rasterise(five));
    expect([text, sure, doubt]).toEqual(["?", false, "between-digits"]);
    expect(digits[0]).toMatchObject({ digit: null, doubt: "between-digits" });
    expect((await readDigit(split(null), rasterise(tap))).doubt).toBe("too-little-ink");
  });

  test("has no reason where it is read, or where there is no ink", async () => {
    const { sure, doubt, digits } = await readDigit(split(4), rasterise(five));
    expect([sure, doubt, digits[0]!.doubt]).toEqual([true, null, null]);
    expect(await readDigit(split(null), rasterise({ strokes: [] }))).toMatchObject({ text: "", doubt: null });
  });
});

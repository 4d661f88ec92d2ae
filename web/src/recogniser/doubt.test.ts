import { describe, expect, test } from "vitest";
import { doubtOfDigit, doubtOfNumber } from "./doubt";

const tenths = Array.from({ length: 10 }, () => 0.1);
/** So much for a 4 and for a 9, and what is left shared by the others. */
const split = (four: number, nine: number) =>
  tenths.map((_, digit) => (digit === 4 ? four : digit === 9 ? nine : (1 - four - nine) / 8));
const refusal = (probabilities: readonly number[], isDot = false) =>
  doubtOfDigit({ digit: null, probabilities }, isDot);

describe("a digit", () => {
  test("that is read has no reason to be refused, dot or not", () => {
    expect(doubtOfDigit({ digit: 4, probabilities: split(0.5, 0.5) }, true)).toBeNull();
  });

  test("is refused as no digit where all ten are about as probable", () => {
    expect(refusal(tenths)).toBe("no-digit");
    expect(refusal(split(0.29, 0.1))).toBe("no-digit");
    expect(refusal(split(0.29, 0.29))).toBe("no-digit");
  });

  test("is refused as between two where these hold nearly all, whichever of them the more", () => {
    expect(refusal(split(0.45, 0.45))).toBe("between-digits");
    expect(refusal(split(0.2, 0.6))).toBe("between-digits");
  });

  test("is refused for the target that its probabilities lie nearer to", () => {
    const distance = (one: readonly number[], other: readonly number[]) =>
      Math.hypot(...one.map((value, digit) => value - other[digit]!));
    for (const held of [0.3, 0.5, 0.59, 0.61, 0.7, 0.9]) {
      const probabilities = split(held / 2, held / 2);
      const isBetween = distance(probabilities, split(0.5, 0.5)) < distance(probabilities, tenths);
      expect(refusal(probabilities)).toBe(isBetween ? "between-digits" : "no-digit");
    }
  });

  test("is refused for too little ink where it is no more than a dot, whatever it looks like", () => {
    expect(refusal(tenths, true)).toBe("too-little-ink");
    expect(refusal(split(0.45, 0.45), true)).toBe("too-little-ink");
  });
});

describe("a number", () => {
  const sure = { isNumber: true, isShort: true, isProbable: true, isAgreed: true };

  test("whose digits are all read has none, unless it is too long, too improbable, or reads otherwise as a whole", () => {
    expect(doubtOfNumber([null, null], sure)).toBeNull();
    expect(doubtOfNumber([null, null], { ...sure, isShort: false })).toBe("too-many-digits");
    expect(doubtOfNumber([null, null], { ...sure, isProbable: false })).toBe("uncertain-number");
    expect(doubtOfNumber([null, null], { ...sure, isAgreed: false })).toBe("disagreement");
  });

  test("has the reason of the first digit that is refused", () => {
    expect(doubtOfNumber([null, "between-digits", "no-digit"], sure)).toBe("between-digits");
    expect(doubtOfNumber(["too-little-ink"], { ...sure, isProbable: false })).toBe("too-little-ink");
  });

  test("is none where several digits are refused and none looks like any, or what is written looks like none", () => {
    expect(doubtOfNumber(["no-digit", "too-little-ink"], sure)).toBe("no-number");
    expect(doubtOfNumber(["no-digit", "between-digits"], sure)).toBe("no-digit");
    expect(doubtOfNumber(["no-digit", null], sure)).toBe("no-digit");
    expect(doubtOfNumber([null, null], { ...sure, isNumber: false })).toBe("no-number");
  });
});

import { describe, expect, test } from "vitest";
import type { DigitReading, Reading } from "../recogniser/index";
import { answerOf, likeliestOf, mostProbable } from "./answer";
import { blankSheet, withStrokes } from "./sheet";

const drawing = withStrokes(blankSheet, [[[40, 40]]]);
const nothing: Reading = {
  text: "",
  sure: false,
  doubt: null,
  probability: 1,
  digits: [],
  marks: [],
  alternatives: [],
  rows: [],
};

function readingOf(digit: number | null, probabilities: readonly number[]): Reading {
  const doubt = digit === null ? "between-digits" : null;
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const confidence = Math.max(...probabilities);
  const read: DigitReading = {
    digit,
    doubt,
    confidence,
    probabilities,
    box,
    grid: new Float32Array(784),
    span: { from: 0, to: 1 },
  };
  return {
    text: digit === null ? "?" : `${digit}`,
    sure: digit !== null,
    doubt,
    probability: confidence,
    digits: [read],
    marks: [],
    alternatives: [],
    rows: [],
  };
}

describe("the answer", () => {
  test("is the digit that was read", () => {
    const reading = readingOf(1, [0, 0.75, 0, 0, 0, 0, 0, 0.25, 0, 0]);
    expect(answerOf(reading, drawing)).toEqual({ kind: "read", digit: 1, confidence: 0.75 });
  });

  test("is a digit to be checked where it was read, but isn't sure", () => {
    const reading = { ...readingOf(4, [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]), sure: false };
    expect(answerOf(reading, drawing)).toEqual({ kind: "unsure", digit: 4 });
  });

  test("is a refusal, with its reason and the two likeliest digits, where no digit is sure enough", () => {
    const reading = readingOf(null, [0, 0, 0, 0.4, 0, 0.1, 0, 0, 0.5, 0]);
    expect(answerOf(reading, drawing)).toEqual({
      kind: "refused",
      doubt: "between-digits",
      likeliest: [8, 3],
    });
  });

  test("is an invitation on a blank sheet, and no digit on one without ink", () => {
    expect(answerOf(nothing, blankSheet)).toEqual({ kind: "invitation" });
    expect(answerOf(nothing, drawing)).toEqual({ kind: "no-digit" });
  });
});

test("the two likeliest digits are two, equally probable or not", () => {
  expect(likeliestOf({ probabilities: [0, 0.5, 0.5] })).toEqual([1, 2]);
  expect(likeliestOf({ probabilities: [0.2, 0.7, 0.1] })).toEqual([1, 0]);
});

test("the first of two equally probable digits is taken", () => {
  expect(mostProbable({ probabilities: [0, 0.5, 0.5] })).toBe(1);
});

/** Weights for tests: like those that the trainer fits, but the same whatever it fits anew. */
import type { ViewWeights } from "../line/line-contract";
import type { NumberFits } from "./features";

const seams = {
  itself: -4.69,
  cutInk: -2.72,
  atPoint: -1.71,
  sideways: -4.43,
  lowerSide: 4.04,
  inkBeside: 3.13,
};

const weights = {
  sureFrom: 0.97,
  digit: 1.8,
  features: {
    itself: -2.35,
    shortness: -5.69,
    tallness: -0.05,
    width: -2.99,
    gapsInside: -0.35,
    jointInside: -0.78,
    tieBefore: -0.91,
    gapBefore: -1.18,
    overlapBefore: -2.29,
    logConfidence: 2.27,
    refused: -0.32,
    logDoubt: -0.66,
    lowConfidence: -0.84,
  },
  nonsense: { itself: -3.97, length: -2.7 },
};

export const testFits: NumberFits = { seams, drawn: weights, pictured: weights };

export const testViews: ViewWeights = { cuts: 1, line: 1, form: 0, mark: -0.5, other: -0.5, sureFrom: 0.97 };

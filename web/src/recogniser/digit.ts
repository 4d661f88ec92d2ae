/** Reads a single digit: ink -> grid -> probabilities -> Reading. */
import type { Classifier } from "./classifier";
import { doubtOfDigit } from "./doubt";
import { normalise } from "./normalise";
import { inSource, seenInk } from "./placed-ink";
import { noReading, type DigitReading, type PlacedInk, type Reading } from "./types";

/** Read the digit that some ink is; the reading holds the ink if that is wanted. */
export async function readDigit(
  classifier: Classifier,
  placed: PlacedInk,
  withInk?: boolean,
): Promise<Reading> {
  const digit = normalise(placed.image, placed.leastSide);
  const ink = seenInk(placed, withInk);
  if (!digit) return { ...noReading, ...ink };

  const [judgement] = await classifier.judge([digit.grid]);
  const read: DigitReading = {
    ...judgement!,
    doubt: doubtOfDigit(judgement!, digit.isDot),
    box: inSource(digit.box, placed),
    grid: digit.grid,
    span: { from: 0, to: 1 },
  };
  return {
    text: String(read.digit ?? "?"),
    sure: read.digit !== null,
    doubt: read.doubt,
    probability: read.confidence,
    digits: [read],
    marks: [],
    alternatives: [],
    rows: [],
    ...ink,
  };
}

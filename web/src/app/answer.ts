import type { DigitDoubt, DigitReading, Reading } from "../recogniser/index";
import type { LostState } from "./reader";
import { isBlank, type Sheet } from "./sheet";

/** What the page has to say about a sheet. */
export type Answer =
  | { readonly kind: "loading" | "reading" | LostState | "invitation" | "no-digit" }
  | { readonly kind: "read"; readonly digit: number; readonly confidence: number }
  | { readonly kind: "unsure"; readonly digit: number }
  | { readonly kind: "refused"; readonly doubt: DigitDoubt; readonly likeliest: TwoDigits };

/** The most probable digit, and the next. */
export type TwoDigits = readonly [first: number, second: number];

/** The answer to a reading of a sheet by a reader that is ready. */
export function answerOf(reading: Reading, sheet: Sheet): Answer {
  const [first] = reading.digits;
  if (first === undefined) return { kind: isBlank(sheet) ? "invitation" : "no-digit" };
  const { digit, doubt, confidence } = first;
  if (doubt !== null) return { kind: "refused", doubt, likeliest: likeliestOf(first) };
  if (!reading.sure) return { kind: "unsure", digit: digit! };
  return { kind: "read", digit: digit!, confidence };
}

export function mostProbable({ probabilities }: Pick<DigitReading, "probabilities">): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

/** The two most probable digits, the more probable first. */
export function likeliestOf({ probabilities }: Pick<DigitReading, "probabilities">): TwoDigits {
  const first = mostProbable({ probabilities });
  const others = probabilities.map((probability, digit) => (digit === first ? -1 : probability));
  return [first, mostProbable({ probabilities: others })];
}

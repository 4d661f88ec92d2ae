import type { DigitReading, Reading } from "../recogniser/index";
import type { LostState } from "./reader";
import { isBlank, type Sheet } from "./sheet";

/** What the page has to say about a sheet. */
export type Answer =
  | { readonly kind: "loading" | "reading" | LostState | "invitation" | "no-digit" }
  | { readonly kind: "read"; readonly digit: number; readonly confidence: number }
  | { readonly kind: "refused"; readonly bestGuess: number; readonly confidence: number };

/** The answer to a reading of a sheet by a reader that is ready. */
export function answerOf(reading: Reading, sheet: Sheet): Answer {
  const [first] = reading.digits;
  if (first === undefined) return { kind: isBlank(sheet) ? "invitation" : "no-digit" };
  const { digit, confidence } = first;
  if (digit === null) return { kind: "refused", bestGuess: mostProbable(first), confidence };
  return { kind: "read", digit, confidence };
}

export function mostProbable({ probabilities }: Pick<DigitReading, "probabilities">): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

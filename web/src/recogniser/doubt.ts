/** Says why a reading isn't sure. */
import { digitCount, type DigitDoubt, type DigitReading, type Doubt } from "./types";

/** What the two most probable digits hold together where a judgement lies as near to a half for each of the two as to a tenth
 * for each digit, which the net learns to say of a non-digit: the squares of its distances to these differ by
 * first + second - (1/2 + 1/10). Of MNIST's test digits with less than 90%, 86% lie nearer to the halves, of letters 2%. */
const betweenFrom = 1 / 2 + 1 / digitCount;

/** Say why a judgement is a refusal; null where it is none.
 * @param isDot whether its ink is no more than a dot */
export function doubtOfDigit(
  { digit, probabilities }: Pick<DigitReading, "digit" | "probabilities">,
  isDot: boolean,
): DigitDoubt | null {
  if (digit !== null) return null;
  if (isDot) return "too-little-ink";
  const [first, second] = probabilities.slice().sort((a, b) => b - a);
  return first! + second! > betweenFrom ? "between-digits" : "no-digit";
}

/** What speaks for a number as a whole. */
export interface Standing {
  /** Whether what is written looks like digits on a line, rather than like a drawing. */
  readonly isNumber: boolean;
  /** Whether it has no more digits than a number may have. */
  readonly isShort: boolean;
  /** Whether it is probable enough to be called sure. */
  readonly isProbable: boolean;
  /** Whether its cuts and the whole line say the same. */
  readonly isAgreed: boolean;
}

/** Say why a number of one digit or more isn't sure; null where it is.
 * @param refusals why each of its digits is refused; null where it is read */
export function doubtOfNumber(
  refusals: readonly (DigitDoubt | null)[],
  { isNumber, isShort, isProbable, isAgreed }: Standing,
): Doubt | null {
  const refused = refusals.filter((doubt) => doubt !== null);
  if (refusals.length === 1 && refused.length === 1) return refused[0]!;
  const isNoneLikely = refused.length === refusals.length && !refused.includes("between-digits");
  if (!isNumber || (refused.length > 1 && isNoneLikely)) return "no-number";
  if (refused.length > 0) return refused[0]!;
  if (!isShort) return "too-many-digits";
  if (!isProbable) return "uncertain-number";
  return isAgreed ? null : "disagreement";
}

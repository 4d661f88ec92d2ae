/** Puts together what is said of numbers, of the words in web/text.json. */
import * as words from "../../../text.json";
import { mostProbable } from "../answer";
import { fill, percent, said, type Wording } from "../text";
import type { LineDigit, NumberLine } from "./number-line";

export const text = words.number;

/** What is said of a number that was read. */
export function wordingOfLine(line: NumberLine): Wording {
  const kind = kindOf(line);
  const blanks = { number: spoken(line.text), percent: percent(line.probability) };
  const { headline, detail, announcement } = text.answer[kind];
  return {
    headline: fill(headline, blanks),
    detail: fill(detail, blanks),
    announcement: fill(announcement, blanks),
  };
}

export function kindOf({ text, sure, isSaid }: NumberLine): "refused" | "check" | "said" | "read" {
  if (text.includes("?")) return "refused";
  if (!sure) return "check";
  return isSaid ? "said" : "read";
}

/** What is said where nothing was read. */
export function wordingOfNothing(kind: "invitation" | "no-number" | "dropped"): Wording {
  const { headline, detail } = text.answer[kind];
  return said(headline, detail);
}

/** A number digit by digit: postcodes and meters are read out so. */
function spoken(number: string): string {
  return [...number].map((digit) => (digit === "?" ? text.unclear : digit)).join(" ");
}

/** How sure a digit is, in few words. */
export function surenessOf({ said, read }: LineDigit): string {
  if (said !== null) return text.said;
  return read.digit === null ? fill(text.perhaps, { digit: mostProbable(read) }) : percent(read.confidence);
}

/** A digit in words. */
export function digitInWords(digit: LineDigit, place: number, count: number): string {
  const name = digit.text === "?" ? text.unclear : digit.text;
  return fill(text.digitInWords, { place: place + 1, count, digit: name, sureness: surenessOf(digit) });
}

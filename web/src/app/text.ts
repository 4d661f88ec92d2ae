/** Puts together what the page's script says, of the words in web/text.json: whoever translates the page translates that file alone. */
import type { UnreadableReason } from "../recogniser/index";
import * as words from "../../text.json";
import type { Answer, TwoDigits } from "./answer";

/** An answer as it is seen, large and small, and as it is announced to those who don't see it. */
export interface Wording {
  readonly headline: string;
  readonly detail: string;
  readonly announcement: string;
}

export function wordingOf(answer: Answer): Wording {
  switch (answer.kind) {
    case "read": {
      const blanks = { digit: aDigit(answer.digit), percent: percent(answer.confidence) };
      const { headline, announcement } = words.answer.read;
      return { headline: fill(headline, blanks), detail: "", announcement: fill(announcement, blanks) };
    }
    case "unsure": {
      const { headline, detail } = words.answer.unsure;
      return said(fill(headline, { digit: aDigit(answer.digit) }), detail);
    }
    case "refused": {
      const { headline, detail } = words.answer.refused[answer.doubt];
      return said(fill(headline, named(answer.likeliest)), detail);
    }
    default:
      return said(words.answer[answer.kind].headline, words.answer[answer.kind].detail);
  }
}

/** What is said of an answer: large, small, and both as sentences of their own. */
export function said(headline: string, detail: string): Wording {
  const stop = /[.…?]$/.test(headline) ? "" : ".";
  return { headline, detail, announcement: `${headline}${stop} ${detail}`.trim() };
}

/** Two digits as sentences name them. */
export function named([first, second]: TwoDigits): { readonly first: string; readonly second: string } {
  return { first: aDigit(first), second: aDigit(second) };
}

function aDigit(digit: number): string {
  return words.answer.digits[digit]!;
}

/** Puts values where a sentence names them in braces. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in values)) throw new Error(`"${sentence}" asks for {${name}}, which nobody gives.`);
    return `${values[name]}`;
  });
}

const tenthsOfAPercent = new Intl.NumberFormat(words.language, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A probability to a tenth of a percent, never rounded up to certainty nor down to impossibility. */
export function percent(probability: number): string {
  if (probability < 0.001) return fill(words.answer.lessThan, { percent: tenthsOfAPercent.format(0.001) });
  return tenthsOfAPercent.format(Math.min(probability, 0.999));
}

export const noPercent = words.answer.noPercent;

export function exampleLabel(digit: number): string {
  return fill(words.example, { digit });
}

export function penState(isDown: boolean): string {
  return isDown ? words.pen.down : words.pen.up;
}

/** Why an upload wasn't taken. */
export const unreadable: Readonly<Record<UnreadableReason, string>> = words.upload.unreadable;

export const uploadInterrupted = words.upload.interrupted;

export const uploadWaits = words.upload.waits;

export const uploadStopped = words.upload.stopped;

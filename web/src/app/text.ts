/**
 * All that the page's script says. (What stands on the page before any script runs is in index.html.)
 * Whoever translates the page translates this file and that one, and no other.
 */
import type { UnreadableReason } from "../recogniser/index";
import type { Answer } from "./answer";

/** An answer as it is seen, large and small, and as it is announced to those who don't see it. */
export interface Wording {
  readonly headline: string;
  readonly detail: string;
  readonly announcement: string;
}

export function wordingOf(answer: Answer): Wording {
  switch (answer.kind) {
    case "loading":
      return said("Getting ready…", "You can draw already.");
    case "failed":
      return said("The reader couldn't be loaded.", "What you draw is kept.");
    case "invitation":
      return said("Draw a digit", "0 to 9, as you write it.");
    case "no-digit":
      return said("I see no digit here.", "Try a picture of one, dark on light or light on dark.");
    case "read":
      return {
        headline: `${percent(answer.confidence)} sure`,
        detail: "",
        announcement: `I read ${aDigit(answer.digit)}, ${percent(answer.confidence)} sure.`,
      };
    case "refused":
      return said(
        "I can't read this as a digit.",
        `My best guess is ${aDigit(answer.bestGuess)}, ${percent(answer.confidence)}.`,
      );
  }
}

function said(headline: string, detail: string): Wording {
  const stop = /[.…]$/.test(headline) ? "" : ".";
  return { headline, detail, announcement: `${headline}${stop} ${detail}` };
}

function aDigit(digit: number): string {
  return digit === 8 ? "an 8" : `a ${digit}`;
}

/** A probability to a tenth of a percent, never rounded up to certainty nor down to impossibility. */
export function percent(probability: number): string {
  if (probability < 0.001) return "<0.1%";
  return `${(Math.min(probability, 0.999) * 100).toFixed(1)}%`;
}

export const noPercent = "–";

export function exampleLabel(digit: number): string {
  return `Example: ${digit}`;
}

export function penState(isDown: boolean): string {
  return isDown ? "Pen down" : "Pen up";
}

/** Why an upload wasn't taken. */
export const unreadable: Readonly<Record<UnreadableReason, string>> = {
  empty: "This file is empty, so there is nothing to read.",
  format: "This isn't a picture I can open; PNG, JPEG, WebP, GIF and BMP all work.",
  damaged: "This picture is damaged or incomplete; another copy of it may work.",
  "too-many-bytes": "This file is too large to open; a smaller copy of it will work.",
  "too-many-pixels": "This picture has too many pixels to open; a smaller copy of it will work.",
  strokes: "This drawing can't be read; clear the pad and draw it again.",
};

export const uploadInterrupted = "The picture wasn't read; please upload it again.";

export const uploadWaits = "The picture can't be read yet; it will be once the reader is loaded.";

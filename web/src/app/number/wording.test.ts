import { describe, expect, test } from "vitest";
import { emptyLine, type LineDigit, type NumberLine } from "./number-line";
import { digitInWords, kindOf, wordingOfLine, wordingOfNothing } from "./wording";

const line = (text: string, more: Partial<NumberLine> = {}): NumberLine => ({
  ...{ ...emptyLine, text, probability: 0.873, ...more },
});
const digit = (text: string, said: number | null): LineDigit =>
  ({
    ...{ text, said },
    read: { digit: text === "?" ? null : Number(text), confidence: 0.873, probabilities: [0, 0.1, 0.4] },
  }) as unknown as LineDigit;

test.each<[NumberLine, ReturnType<typeof kindOf>, string]>([
  [line("407"), "read", "I read 4 0 7, 87.3% sure."],
  [line("407", { sure: false }), "check", "Check this: I read 4 0 7, 87.3% sure."],
  [line("4?7", { sure: false }), "refused", "Check this: I read 4 unclear 7."],
  [line("407", { isSaid: true }), "said", "Corrected: 4 0 7."],
])("a number is announced digit by digit, and whether to check it", (number, kind, announcement) => {
  expect(kindOf(number)).toBe(kind);
  expect(wordingOfLine(number).announcement).toBe(announcement);
});

describe("a digit's label", () => {
  test("says where it stands, what it is and how sure that is", () => {
    expect(digitInWords(digit("7", null), 1, 4)).toBe("Digit 2 of 4: 7, 87.3%");
    expect(digitInWords(digit("?", null), 0, 4)).toBe("Digit 1 of 4: unclear, 2?");
    expect(digitInWords(digit("7", 7), 3, 4)).toBe("Digit 4 of 4: 7, by you");
  });
});

test("where nothing was read, a headline is announced as a sentence of its own", () => {
  expect(wordingOfNothing("invitation").announcement).toBe(
    "Write a number. Up to 12 digits on one line, as you write them.",
  );
  expect(wordingOfNothing("dropped").announcement).toBe(
    "Nothing is left of it. Undo brings back what was dropped.",
  );
});

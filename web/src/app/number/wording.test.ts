import { describe, expect, test } from "vitest";
import type { DigitReading, Doubt } from "../../recogniser/types";
import { emptyLine, type LineDigit, type LineMark, type NumberLine } from "./number-line";
import { characterInWords, doubtInWords, kindOf, wordingOfLine, wordingOfNothing } from "./wording";

const digit = (text: string, said: number | null, read: Partial<DigitReading> = {}): LineDigit =>
  ({
    ...{ kind: "digit", text, said },
    read: {
      ...{ digit: text === "?" ? null : Number(text), doubt: text === "?" ? "no-digit" : null },
      ...{ confidence: 0.873, probabilities: [0, 0.1, 0.4], ...read },
    },
  }) as unknown as LineDigit;
const line = (text: string, more: Partial<NumberLine> = {}): NumberLine => ({
  ...{ ...emptyLine, text, probability: 0.873, digits: [...text].map((each) => digit(each, null)), ...more },
});
const doubtful = (doubt: Doubt, ...digits: LineDigit[]): NumberLine =>
  line(digits.map(({ text }) => text).join(""), { sure: false, doubt, digits });

test.each<[NumberLine, ReturnType<typeof kindOf>, string]>([
  [line("407"), "read", "I read 4 0 7, 87.3% sure."],
  [
    line("407", { sure: false, doubt: "uncertain-number" }),
    "check",
    "Check this: I read 4 0 7. I am only 87.3% sure of the whole number.",
  ],
  [
    line("4?7", { sure: false, doubt: "no-digit" }),
    "check",
    "Check this: I read 4 unclear 7. The unclear one is no digit I know: correct or drop it.",
  ],
  [line("407", { isSaid: true }), "said", "Corrected: 4 0 7."],
])("a number is announced digit by digit, and why to check it", (number, kind, announcement) => {
  expect(kindOf(number)).toBe(kind);
  expect(wordingOfLine(number).announcement).toBe(announcement);
});

describe("why to check a number", () => {
  const known = digit("4", null);
  const between = digit("?", null, {
    doubt: "between-digits",
    probabilities: [0, 0.6, 0.1, 0, 0, 0, 0, 0.3],
  });

  test("is told in one sentence", () => {
    expect(doubtInWords(doubtful("between-digits", known, between), "seen")).toBe(
      "The ? is between a 1 and a 7: which is it?",
    );
    expect(doubtInWords(doubtful("too-many-digits", known), "seen")).toContain("up to 12 digits");
    expect(doubtInWords(line("407"), "seen")).toBe("");
  });

  test("is told of several digits at once, whatever each is refused for", () => {
    const none = digit("?", null);
    expect(doubtInWords(doubtful("no-digit", none, known, none), "seen")).toContain("Several digits");
    expect(doubtInWords(doubtful("no-digit", none, known, between), "seen")).toContain("Several digits");
  });

  test("is told of the whole where nothing in it looks like a number", () => {
    const none = digit("?", null);
    expect(doubtInWords(doubtful("no-number", none, none), "seen")).toContain("That's no number I know");
  });
});

describe("a digit's label", () => {
  test("says where it stands, what it is and how sure that is", () => {
    const digits = [digit("?", null), digit("7", null), digit("7", 7)];
    const words = digits.map((each) => characterInWords(each, { ...emptyLine, digits }));
    expect(words).toEqual(["Digit 1 of 3: unclear, 2?", "Digit 2 of 3: 7, 87.3%", "Digit 3 of 3: 7, by you"]);
  });

  test("tells marks from digits", () => {
    const marks = [null, "/"].map(
      (said) => ({ kind: "mark", text: "/", said, read: { confidence: 0.873 } }) as unknown as LineMark,
    );
    const words = marks.map((each) => characterInWords(each, { ...emptyLine, marks }));
    expect(words).toEqual(["Mark 1 of 2: /, 87.3%", "Mark 2 of 2: /, by you"]);
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

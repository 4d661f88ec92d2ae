import { describe, expect, test } from "vitest";
import type { Answer } from "./answer";
import { percent, shortPercent, wordingOf } from "./text";

test.each<[Answer, string]>([
  [{ kind: "read", digit: 7, confidence: 0.998 }, "I read a 7, 99.8% sure."],
  [{ kind: "read", digit: 8, confidence: 0.5 }, "I read an 8, 50.0% sure."],
  [
    { kind: "refused", bestGuess: 3, confidence: 0.412 },
    "I can't read this as a digit. My best guess is a 3, 41.2%.",
  ],
  [{ kind: "invitation" }, "Draw a digit. 0 to 9, as you write it."],
  [{ kind: "loading" }, "Getting ready… You can draw already."],
])("%o is announced as %s", (answer, announcement) => {
  expect(wordingOf(answer).announcement).toBe(announcement);
});

describe("a percentage", () => {
  test.each([
    [1, "over 99.9%", ">99.9%"],
    [0.99951, "over 99.9%", ">99.9%"],
    [0.999, "99.9%", "99.9%"],
    [0.1234, "12.3%", "12.3%"],
    [0.001, "0.1%", "0.1%"],
    [0.0004, "under 0.1%", "<0.1%"],
    [0, "under 0.1%", "<0.1%"],
  ])("of %d is %s, or %s where space is short", (probability, long, short) => {
    expect(percent(probability)).toBe(long);
    expect(shortPercent(probability)).toBe(short);
  });
});

import { expect, test } from "vitest";
import type { Answer } from "./answer";
import { percent, wordingOf } from "./text";

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

test.each([
  [1, "99.9%"],
  [0.99951, "99.9%"],
  [0.1234, "12.3%"],
  [0.001, "0.1%"],
  [0.0004, "<0.1%"],
  [0, "<0.1%"],
])("a probability of %d is given as %s, never as certain or impossible", (probability, text) => {
  expect(percent(probability)).toBe(text);
});

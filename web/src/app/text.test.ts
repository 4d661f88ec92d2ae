import { expect, test } from "vitest";
import type { Answer } from "./answer";
import { percent, wordingOf } from "./text";

test.each<[Answer, string]>([
  [{ kind: "read", digit: 7, confidence: 0.998 }, "I read a 7, 99.8% sure."],
  [{ kind: "read", digit: 8, confidence: 0.5 }, "I read an 8, 50.0% sure."],
  [{ kind: "unsure", digit: 4 }, "Check this: a 4? Looked at as a whole, it may be something else."],
  [{ kind: "refused", doubt: "no-digit", likeliest: [3, 5] }, "That's no digit I know. Try one from 0 to 9."],
  [
    { kind: "refused", doubt: "between-digits", likeliest: [9, 8] },
    "Between a 9 and an 8. Write it once more?",
  ],
  [
    { kind: "refused", doubt: "too-little-ink", likeliest: [1, 7] },
    "Too little ink to say. I see no more than a dot: write it larger.",
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

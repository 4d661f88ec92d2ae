import { expect, test } from "vitest";
import { commit, startHistory } from "../history";
import { blankSheet, withStrokes } from "../sheet";
import { keptNumbers } from "./kept-numbers";
import { maxLineWidth } from "./line-size";
import type { Corrections } from "./number-line";
import { type NumberSheet, withCorrections } from "./number-sheet";

const corrections: Corrections = {
  spans: [{ from: 0, to: 2, count: 2 }],
  digits: [null, 7],
  marks: [
    {
      said: "/",
      read: {
        mark: "-",
        place: 1,
        confidence: 0.9,
        box: { x: 1, y: 2, width: 3, height: 4 },
        span: { from: 2, to: 3 },
      },
    },
  ],
  standing: [{ box: { x: 1, y: 2, width: 3, height: 4 }, character: "5" }],
};
const ink: NumberSheet = withStrokes(blankSheet, [
  [
    [40, 40],
    [maxLineWidth - 8, 240],
  ],
]);
const noted = (note: unknown) =>
  JSON.stringify({ strokes: [[1, 2]], past: [], present: { strokes: [0], note }, future: [] });

test("a kept number is the one that was written, with what was said of it", () => {
  const history = [ink, withCorrections(ink, corrections)].reduce(
    (before, sheet) => commit(before, sheet),
    startHistory<NumberSheet>(blankSheet),
  );
  expect(keptNumbers.read(keptNumbers.written(history))).toEqual(history);
});

test.each<[string, unknown]>([
  ["nothing", null],
  ["spans of words", { ...corrections, spans: [{ from: "0", to: 2, count: 1 }] }],
  ["a digit that is none", { ...corrections, digits: [10] }],
  ["a digit that stands nowhere", { ...corrections, standing: [{ character: "5" }] }],
  ["a mark that is none", { ...corrections, marks: [{ ...corrections.marks![0], said: "and" }] }],
  ["a mark that was never read", { ...corrections, marks: [{ said: "/" }] }],
  ["half of it", { spans: null }],
])("a kept number is none, where what was said of it is %s", (_, note) => {
  expect(keptNumbers.read(noted(corrections))).not.toBeNull();
  expect(keptNumbers.read(noted(note))).toBeNull();
});

test("a number that an older version of the page kept says nothing of marks", () => {
  const { marks: _, ...older } = corrections;
  const kept = keptNumbers.read(noted(older));
  expect(kept?.present.corrections?.marks).toBeNull();
});

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
  standing: [{ box: { x: 1, y: 2, width: 3, height: 4 }, digit: 5 }],
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
  ["a digit that stands nowhere", { ...corrections, standing: [{ digit: 5 }] }],
  ["half of it", { spans: null }],
])("a kept number is none, where what was said of it is %s", (_, note) => {
  expect(keptNumbers.read(noted(corrections))).not.toBeNull();
  expect(keptNumbers.read(noted(note))).toBeNull();
});

import { describe, expect, test } from "vitest";
import type { Stroke } from "../recogniser/index";
import { commit, type History, startHistory, undo } from "./history";
import { keptDrawings } from "./kept-history";
import { blankSheet, type Sheet, withStrokes } from "./sheet";

const strokeAt = (x: number): Stroke => [
  [x, 40],
  [x + 0.25, 240],
];
const seven = withStrokes(blankSheet, [strokeAt(40)]);
const crossed = withStrokes(seven, [strokeAt(90), [[10, 10]]]);
const picture = { kind: "picture" } as unknown as Sheet;

const historyOf = (...sheets: readonly Sheet[]) =>
  sheets.reduce((history, sheet) => commit(history, sheet), startHistory<Sheet>(blankSheet));
const written = (history: History<Sheet>) => keptDrawings.written(history);
const read = (text: string | null) => keptDrawings.read(text);
const readBack = (history: History<Sheet>) => read(written(history));

describe("a kept history", () => {
  test("is the one that was written, with what can be undone and redone", () => {
    const history = undo(historyOf(seven, crossed, blankSheet));
    expect(readBack(history)).toEqual(history);
  });

  test("holds each stroke once, however many sheets show it", () => {
    const { strokes } = JSON.parse(written(historyOf(seven, crossed)));
    expect(strokes).toHaveLength(3);
  });

  test("is as if no picture had come", () => {
    expect(readBack(historyOf(seven, picture, crossed, picture))).toEqual(historyOf(seven, crossed));
    expect(readBack(historyOf(picture))).toEqual(startHistory(blankSheet));
  });

  test("goes back fifty steps", () => {
    const sheets = Array.from({ length: 80 }, (_, x) => withStrokes(blankSheet, [strokeAt(x)]));
    const back = readBack(historyOf(...sheets));
    expect(back?.past).toEqual(sheets.slice(29, 79));
    expect(back?.present).toEqual(sheets.at(-1));
  });

  test("is the sheet alone where all of it would be too much, and nothing where that is", () => {
    const long = (length: number): Stroke => Array.from({ length }, (_, i) => [i % 280, (i * 7) % 280]);
    const sheets = [1, 2].map(() => withStrokes(blankSheet, [long(80_000)]));
    expect(readBack(historyOf(...sheets))?.past).toEqual([]);
    expect(readBack(historyOf(...sheets))?.present.kind).toBe("drawing");
    expect(written(historyOf(withStrokes(blankSheet, [long(200_000)])))).toBe("");
  });

  test.each<[string, string | null]>([
    ["nothing", null],
    ["no text", ""],
    ["no JSON", "{"],
    ["another thing", "null"],
    ["a list", "[]"],
    ["no sheets", '{"strokes":[]}'],
    ["a stroke of an odd length", kept({ strokes: [[1, 2, 3]] })],
    ["an empty stroke", kept({ strokes: [[]] })],
    ["a stroke beyond the pad", kept({ strokes: [[1, 281]] })],
    ["a stroke of words", kept({ strokes: [["1", "2"]] })],
    ["a stroke of nothing", kept({ strokes: [null] })],
    ["a sheet of strokes that aren't there", kept({ present: [1] })],
    ["a sheet of half a stroke", kept({ present: [0.5] })],
    ["a past of strokes that aren't there", kept({ past: [[-1]] })],
    ["a future that is no list", kept({ future: {} })],
  ])("is none, where what is found is %s", (_, text) => {
    expect(read(text)).toBeNull();
  });
});

function kept(parts: object): string {
  return JSON.stringify({ strokes: [[1, 2]], past: [], present: [0], future: [], ...parts });
}

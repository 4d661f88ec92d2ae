import { describe, expect, test } from "vitest";
import { placeAfter, sentenceOf } from "./confusion-matrix";

const counts = [
  [1200, 1, 0],
  [0, 1, 30],
  [2, 0, 5],
];

test.each([
  [0, 0, "Of 1,201 zeros, 1,200 were read right."],
  [0, 1, "Of 1,201 zeros, 1 was read as 1."],
  [1, 1, "Of 31 ones, 1 was read right."],
  [1, 2, "Of 31 ones, 30 were read as 2."],
  [2, 1, "Of 7 twos, none was read as 1."],
])("the cell of row %i and column %i is read in words", (written, read, sentence) => {
  expect(sentenceOf(counts, written, read)).toBe(sentence);
});

describe("from a cell of a matrix of three", () => {
  test.each([
    ["ArrowRight", 4, 5],
    ["ArrowLeft", 4, 3],
    ["ArrowUp", 4, 1],
    ["ArrowDown", 4, 7],
    ["Home", 5, 3],
    ["End", 3, 5],
  ])("%s leads from %i to %i", (key, from, to) => {
    expect(placeAfter(key, from, 3)).toBe(to);
  });

  test.each([
    ["ArrowRight", 5],
    ["ArrowLeft", 3],
    ["ArrowUp", 1],
    ["ArrowDown", 7],
  ])("%s stays at the edge %i", (key, edge) => {
    expect(placeAfter(key, edge, 3)).toBe(edge);
  });

  test("other keys lead nowhere", () => {
    expect(placeAfter("Tab", 4, 3)).toBe(-1);
  });
});

import { describe, expect, test } from "vitest";
import type { Piece } from "../types";
import { candidateOf, candidatesOf, inkedLength } from "./segment";

const piece = (left: number, right: number, top = 0, bottom = 100): Piece<never> => ({
  left,
  right,
  top,
  bottom,
  ink: [],
});
const line = (pieces: readonly Piece<never>[], ties = pieces.map(() => 0)) => ({ pieces, ties });
const spansOf = (pieces: readonly Piece<never>[]) =>
  candidatesOf(line(pieces), 100, { from: 0, to: pieces.length }).map(({ from, to }) => [from, to]);

describe("candidates", () => {
  test("are all neighbours that are together no wider than a digit", () => {
    expect(spansOf([piece(0, 50), piece(60, 90), piece(200, 260)])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
    ]);
  });

  test("are single pieces, however wide", () => {
    expect(spansOf([piece(0, 900)])).toEqual([[0, 1]]);
  });

  test("stay within a span", () => {
    const pieces = line([piece(0, 20), piece(22, 40), piece(42, 60), piece(62, 80)]);
    const all = candidatesOf(pieces, 100, { from: 1, to: 3 });
    expect(all.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });
});

describe("the features of a candidate", () => {
  const [short, tall, wide, gaps, joints, tie, before, over] = [1, 2, 3, 4, 5, 6, 7, 8] as const;
  const features = (pieces: readonly Piece<never>[], from: number, to: number, ties?: number[]) =>
    candidateOf(line(pieces, ties), 100, { from, to }).features;

  test("tell its height and its width against the line's", () => {
    const [low, high, broad] = [piece(0, 50, 75), piece(0, 50, -100), piece(0, 130)];
    expect(features([low], 0, 1)[short]).toBeCloseTo(Math.log(4) ** 2);
    expect(features([high], 0, 1)[tall]).toBeCloseTo(Math.log(2) ** 2);
    expect(features([broad], 0, 1)[wide]).toBeCloseTo(0.5);
  });

  test("tell of gaps in it, and of the joint well inside it that the least holds together", () => {
    const pieces = [piece(0, 20), piece(40, 60), piece(50, 90)];
    expect(features(pieces, 0, 3, [7, 0, 2])[gaps]).toBeCloseTo(0.2);
    expect(features(pieces, 0, 3, [7, 0, 2])[joints]).toBeCloseTo(1);
    expect(features(pieces, 0, 3, [7, 3, 2])[joints]).toBeCloseTo(Math.exp(-2));
    expect(features([piece(0, 10), piece(10, 60)], 0, 2)[joints]).toBeCloseTo(0.4);
  });

  test("tell of the place where it begins, but not of the line's beginning", () => {
    const pieces = [piece(0, 50), piece(80, 130), piece(110, 150)];
    expect(features(pieces, 1, 2, [0, 0, 3])[before]).toBeCloseTo(0.3);
    expect(features(pieces, 2, 3, [0, 0, 3])[over]).toBeCloseTo(0.2);
    expect(features(pieces, 2, 3, [0, 0, 3])[tie]).toBeCloseTo(Math.log(4));
    expect(features(pieces, 0, 1, [5, 0, 3]).slice(tie)).toEqual([0, 0, 0]);
  });

  test("are finite for a dot", () => {
    expect(features([piece(5, 5, 5, 5)], 0, 1).every(Number.isFinite)).toBe(true);
  });
});

test("the inked length counts what lies over other ink once, gaps not at all, and thin strokes as a 1", () => {
  expect(inkedLength(line([piece(30, 80), piece(0, 50), piece(200, 240)]), 100)).toBeCloseTo(1.2);
  expect(inkedLength(line([piece(10, 10), piece(90, 90)]), 100)).toBeCloseTo(0.6);
});

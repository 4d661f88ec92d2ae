import { describe, expect, test } from "vitest";
import type { Piece } from "../types";
import { candidateOf, candidatesOf, describeLine } from "./segment";

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

describe("the shape of a candidate", () => {
  const shapeOf = (pieces: readonly Piece<never>[], from: number, to: number, ties?: number[]) =>
    candidateOf(line(pieces, ties), 100, { from, to }).shape;

  test("tell its height and its width against the line's", () => {
    const [low, high, broad] = [piece(0, 50, 75), piece(0, 50, -100), piece(0, 130)];
    expect(shapeOf([low], 0, 1).shortness).toBeCloseTo(Math.log(4) ** 2);
    expect(shapeOf([high], 0, 1).tallness).toBeCloseTo(Math.log(2) ** 2);
    expect(shapeOf([broad], 0, 1).width).toBeCloseTo(0.5);
  });

  test("tell of gaps in it, and of the joint well inside it that the least holds together", () => {
    const pieces = [piece(0, 20), piece(40, 60), piece(50, 90)];
    expect(shapeOf(pieces, 0, 3, [7, 0, 2]).gapsInside).toBeCloseTo(0.2);
    expect(shapeOf(pieces, 0, 3, [7, 0, 2]).jointInside).toBeCloseTo(1);
    expect(shapeOf(pieces, 0, 3, [7, 3, 2]).jointInside).toBeCloseTo(Math.exp(-2));
    expect(shapeOf([piece(0, 10), piece(10, 60)], 0, 2).jointInside).toBeCloseTo(0.4);
  });

  test("tell of the place where it begins, but not of the line's beginning", () => {
    const pieces = [piece(0, 50), piece(80, 130), piece(110, 150)];
    expect(shapeOf(pieces, 1, 2, [0, 0, 3]).gapBefore).toBeCloseTo(0.3);
    expect(shapeOf(pieces, 2, 3, [0, 0, 3]).overlapBefore).toBeCloseTo(0.2);
    expect(shapeOf(pieces, 2, 3, [0, 0, 3]).tieBefore).toBeCloseTo(Math.log(4));
    expect(shapeOf(pieces, 0, 1, [5, 0, 3])).toMatchObject({ tieBefore: 0, gapBefore: 0, overlapBefore: 0 });
  });

  test("are finite for a dot", () => {
    expect(Object.values(shapeOf([piece(5, 5, 5, 5)], 0, 1)).every(Number.isFinite)).toBe(true);
  });
});

test("a line's length counts what lies over other ink once, gaps not at all, and thin strokes as a 1", () => {
  expect(describeLine(line([piece(30, 80), piece(0, 50), piece(200, 240)]), 100).length).toBeCloseTo(1.2);
  expect(describeLine(line([piece(10, 10), piece(90, 90)]), 100).length).toBeCloseTo(0.6);
});

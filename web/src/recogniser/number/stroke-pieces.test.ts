import { describe, expect, test } from "vitest";
import type { Point, Stroke } from "../types";
import { strokePieces } from "./stroke-pieces";

const at = (x: number, stroke: Stroke): Stroke => stroke.map(([dx, dy]) => [x + dx, dy]);
const circle = (x: number): Stroke =>
  Array.from({ length: 33 }, (_, i): Point => {
    const turn = (i / 32 - 0.03) * 2 * Math.PI;
    return [x + 30 - 30 * Math.sin(turn), 50 - 50 * Math.cos(turn)];
  });
const stem = (x: number): Stroke => [0, 25, 50, 75, 100].map((y): Point => [x, y]);
const five: readonly Stroke[] = [
  [
    [0, 0],
    [0, 45],
    [40, 40],
    [45, 80],
    [0, 100],
  ],
  [
    [0, 0],
    [50, 0],
  ],
];
const nearly = ([x, y]: Point) => [expect.closeTo(x, 9), expect.closeTo(y, 9)];
const strokesOf = (strokes: readonly Stroke[]) => strokePieces(strokes, 100).pieces.flatMap(({ ink }) => ink);

describe("the order of pieces", () => {
  test("is from left to right", () => {
    const [zero, one, other] = [circle(0), stem(90), circle(120)];
    expect(strokesOf([other, zero, one])).toEqual([zero, one, other]);
  });

  test("keeps a bar beside its stroke, though it was written last and reaches over the next digit", () => {
    const [body, bar] = five as [Stroke, Stroke];
    const long = bar.map(([x, y]): Point => [2.4 * x, y]);
    const next = at(52, stem(0));
    const last = circle(140);
    expect(strokesOf([body, next, last, long])).toEqual([body, long, next, last]);
  });

  test("keeps a digit whole that was written in turn where the next one lies over it", () => {
    const [body, bar] = five as [Stroke, Stroke];
    const [nextBody, nextBar] = five.map((stroke) => at(40, stroke)) as [Stroke, Stroke];
    expect(strokesOf([body, bar, nextBody, nextBar])).toEqual([body, bar, nextBody, nextBar]);
  });
});

describe("cutting strokes", () => {
  test.each([
    ["beside each other", 100],
    ["that touch", 60],
  ])("takes two digits in one stroke %s apart", (_, distance) => {
    const { pieces, ties } = strokePieces([[...circle(0), ...circle(distance)]], 100);
    const cut = pieces.findIndex(({ left }) => left >= 55);
    expect(pieces[cut - 1]!.right).toBeLessThanOrEqual(distance + 5);
    expect(ties[0]).toBe(0);
    expect(ties[cut]).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ["a circle", circle(0)],
    ["a stem", stem(0)],
    ["the body of a five", five[0]!],
  ])("leaves %s whole", (_, stroke) => {
    expect(strokesOf([stroke])).toEqual([stroke]);
  });

  test("loses no place of the pen", () => {
    const both = [...circle(0), ...circle(70)];
    const cut = strokesOf([both]);
    expect(cut[1]![0]).toEqual(cut[0]!.at(-1));
    expect(cut.flat()).toEqual(expect.arrayContaining(both.map(nearly)));
  });
});

describe("ties", () => {
  test("hold what crosses, and not what stands apart", () => {
    const bar: Stroke = [
      [70, 50],
      [120, 50],
    ];
    const { ties } = strokePieces([circle(0), stem(90), bar], 100);
    expect(ties[1]).toBe(0);
    expect(ties[2]).toBeGreaterThan(0);
  });
});

test("a dot and nothing are pieces too", () => {
  expect(strokesOf([[[5, 5]]])).toEqual([[[5, 5]]]);
  expect(strokePieces([], 1)).toEqual({ pieces: [], ties: [] });
});

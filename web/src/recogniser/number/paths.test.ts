import { describe, expect, test } from "vitest";
import { seededRandom } from "../test-drawings";
import { addLogs } from "../logs";
import { findPaths, joined, type Arc } from "./paths";

/** An arc that reads as digits with these scores; -20 for all others. */
const arc = (from: number, to: number, scores: Readonly<Record<number, number>>): Arc => ({
  from,
  to,
  scores: Array.from({ length: 10 }, (_, digit) => scores[digit] ?? -20),
});
const all = { from: 0, to: 2 };

/** Every way through the arcs, as texts and scores: slow, and plainly right. */
function everyWay(arcs: readonly Arc[], from: number, to: number): { text: string; score: number }[] {
  if (from === to) return [{ text: "", score: 0 }];
  return arcs
    .filter((arc) => arc.from === from && arc.to <= to)
    .flatMap((arc) =>
      everyWay(arcs, arc.to, to).flatMap((rest) =>
        arc.scores.map((score, digit) => ({ text: `${digit}${rest.text}`, score: score + rest.score })),
      ),
    );
}

describe("the paths through a line", () => {
  test("begin with the text whose digits fit best", () => {
    const { paths } = findPaths([arc(0, 1, { 5: 1 }), arc(1, 2, { 1: 2 }), arc(0, 2, { 8: 2 })], all);
    expect(paths.slice(0, 2).map(({ text }) => text)).toEqual(["51", "8"]);
    expect(paths[0]!.arcs.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test("hold texts of the length that is asked for, however many others are more probable", () => {
    const alike = { 1: 1, 2: 0.9, 3: 0.8 };
    const pieces = Array.from({ length: 6 }, (_, at) => arc(at, at + 1, alike));
    const longer = Array.from({ length: 5 }, (_, at) => arc(at, 6, { 7: -3 }));
    for (const count of [2, 3]) {
      const { paths } = findPaths([...pieces, ...longer], { from: 0, to: 6 }, count);
      expect(paths[0]!.text).toBe("1".repeat(count - 1) + "7");
    }
  });

  test("add up the ways to cut the same text, and show the best of them", () => {
    const arcs = [
      ...[arc(0, 1, { 1: 0 }), arc(1, 3, { 1: 0.5 })],
      ...[arc(0, 2, { 1: 0 }), arc(2, 3, { 1: 0 })],
    ];
    const [first] = findPaths(arcs, { from: 0, to: 3 }).paths;
    expect(first!.text).toBe("11");
    expect(first!.total).toBeCloseTo(addLogs(0.5, 0), 9);
    expect(first!.arcs.map(({ to }) => to)).toEqual([1, 3]);
  });

  test("are as probable as all ways together, in number and sum", () => {
    const random = seededRandom(3);
    const arcs = [
      [0, 1],
      [1, 2],
      [0, 2],
      [2, 3],
      [1, 3],
    ].map(([from, to]) => arc(from!, to!, { 3: 4 * random(), 7: 4 * random() }));
    const ways = everyWay(arcs, 0, 3);
    const sums = new Map<string, number>();
    for (const { text, score } of ways) sums.set(text, addLogs(sums.get(text) ?? -Infinity, score));
    const { paths, total } = findPaths(arcs, { from: 0, to: 3 });
    expect(total).toBeCloseTo(
      ways.map(({ score }) => score).reduce((a, b) => addLogs(a, b)),
      9,
    );
    const best = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 5);
    expect(paths.slice(0, 5).map(({ text }) => text)).toEqual(best.map(([text]) => text));
    paths.slice(0, 5).forEach((path, i) => expect(path.total).toBeCloseTo(best[i]![1], 6));
  });

  test("have as many digits as are asked for", () => {
    const arcs = [arc(0, 1, { 5: 1 }), arc(1, 2, { 1: 2 }), arc(0, 2, { 8: -3 })];
    expect(findPaths(arcs, all, 1).paths.map(({ text }) => text)[0]).toBe("8");
    expect(findPaths(arcs, all, 2).paths.every(({ text }) => text.length === 2)).toBe(true);
    const [one, two] = [findPaths(arcs, all, 1).total, findPaths(arcs, all, 2).total];
    expect(addLogs(one, two)).toBeCloseTo(findPaths(arcs, all).total, 9);
  });

  test("of two stretches are joined, the most probable first", () => {
    const first = findPaths([arc(0, 1, { 5: 1, 6: 0 })], { from: 0, to: 1 });
    const second = findPaths([arc(1, 2, { 1: 2, 7: 1.5 })], { from: 1, to: 2 });
    const { paths, total } = joined(first, second);
    expect(paths.slice(0, 3).map(({ text }) => text)).toEqual(["51", "57", "61"]);
    expect(total).toBeCloseTo(first.total + second.total);
  });
});

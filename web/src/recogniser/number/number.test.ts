import { describe, expect, test } from "vitest";
import type { Judgement, LineClassifier } from "../classifier";
import type { Contract } from "../contract";
import {
  gridSide,
  UnreadableSourceError,
  UnsupportedModeError,
  type Drawing,
  type Point,
  type SpanToRead,
  type Stroke,
} from "../types";
import { fitsOf, readNumber, type LineReader } from "./number";
import { testFits, testViews } from "./test-fits";
import { decode } from "../line/ctc";
import { characters, type LineContract } from "../line/line-contract";
import type { LineNet } from "../line/line-net";

/** Holds a grid for a 1 where its ink is narrow, for a 0 where its middle is empty below ink, and for no digit otherwise. */
const judge = async (grids: readonly Float32Array[]): Promise<Judgement[]> => grids.map(judgementOf);
const stub: LineClassifier = { glance: judge, judge };
const reader = (classifier: LineClassifier, fits = testFits): LineReader => ({
  classifier,
  fits,
  lineNet: null,
});

function judgementOf(grid: Float32Array) {
  const inked = Array.from(grid.keys()).filter((at) => grid[at]! > 0.3);
  const columns = inked.map((at) => at % gridSide);
  const width = Math.max(...columns) - Math.min(...columns) + 1;
  const isRoofed = width <= 17 && inked.some((at) => at % gridSide === 14 && at < 10 * gridSide);
  const isHollow = grid[14 * gridSide + 14]! < 0.1;
  const digit = width <= 10 ? 1 : isRoofed && isHollow ? 0 : null;
  const probabilities = Array.from({ length: 10 }, (_, each) =>
    digit === null ? 0.1 : each === digit ? 0.9991 : 0.0001,
  );
  return { digit, confidence: Math.max(...probabilities), probabilities };
}

const bar = (x: number): Stroke => [
  [x, 40],
  [x, 140],
];
const ring = (x: number): Stroke =>
  Array.from({ length: 33 }, (_, i): Point => {
    const turn = (i * Math.PI) / 16;
    return [x + 35 * Math.sin(turn), 90 - 50 * Math.cos(turn)];
  });
const drawing = (...strokes: readonly Stroke[]): Drawing => ({ strokes, width: 12 });
const read = (source: Drawing, spans?: { from: number; to: number; count: number }[]) =>
  readNumber(reader(stub), source, spans && { spans });

describe("reading a number", () => {
  test("reads each digit from its own ink, and says where that is", async () => {
    const { text, sure, probability, digits } = await read(drawing(bar(30), ring(100), bar(170)));
    expect([text, sure]).toEqual(["101", true]);
    expect(probability).toBeGreaterThan(0.95);
    expect(digits.map(({ span }) => [span.from, span.to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(digits[1]!.box.x).toBeCloseTo(100 - 35 - 6, -1);
    expect(digits[1]!.box.width).toBeCloseTo(82, -1);
  });

  test("keeps a digit of several strokes whole", async () => {
    const [left, right] = [ring(100).slice(16), ring(100).slice(0, 17)];
    expect((await read(drawing(bar(20), left, right))).text).toBe("10");
  });

  test("offers what else it may be, with probabilities that sum to no more than 1", async () => {
    const [left, right] = [ring(100).slice(16), ring(100).slice(0, 17)];
    const { probability, alternatives } = await read(drawing(left, right));
    expect(alternatives.map(({ text }) => text)).toContain("11");
    expect(alternatives.every((other) => other.probability <= probability)).toBe(true);
    const all = alternatives.reduce((sum, other) => sum + other.probability, probability);
    expect(all).toBeLessThanOrEqual(1 + 1e-9);
  });

  test("cuts as it is told, and drops what is left out", async () => {
    const strokes = drawing(bar(30), ring(100), bar(170));
    expect((await read(strokes, [{ from: 1, to: 3, count: 2 }])).text).toBe("01");
    expect((await read(strokes, [{ from: 0, to: 1, count: 1 }])).text).toBe("1");
    expect(await read(strokes, [])).toMatchObject({ text: "", digits: [] });
  });

  test.each([
    ["beyond the pieces", [{ from: 0, to: 9, count: 1 }]],
    [
      "out of order",
      [
        { from: 1, to: 2, count: 1 },
        { from: 0, to: 1, count: 1 },
      ],
    ],
    ["of more digits than pieces", [{ from: 0, to: 1, count: 2 }]],
    ["of no digit", [{ from: 0, to: 1, count: 0 }]],
  ])("refuses spans %s", async (_, spans) => {
    await expect(read(drawing(bar(30), ring(100)), spans)).rejects.toThrow(RangeError);
  });

  test("refuses what the model refuses, and is not sure of the rest", async () => {
    const blot: Stroke = Array.from({ length: 60 }, (_, i): Point => [150 + (i % 12) * 8, 40 + i * 1.7]);
    const { text, sure, doubt, digits } = await read(drawing(bar(30), blot));
    expect(text).toContain("?");
    expect(sure).toBe(false);
    expect(["no-digit", "no-number"]).toContain(doubt);
    expect(digits.map((digit) => digit.doubt)).toEqual(
      digits.map(({ digit }) => (digit === null ? "no-digit" : null)),
    );
  });

  /** Too wide for a 1, too full for a 0. */
  /** Judges by all views as at a glance, but for one digit of a line. */
  const seeing = (place: number, confidenceOf: Readonly<Record<number, number>>): LineClassifier => ({
    glance: judge,
    judge: async (grids) => {
      const judgements = await judge(grids);
      const probabilities = Array.from({ length: 10 }, (_, digit) => confidenceOf[digit] ?? 0.01);
      const confidence = Math.max(...probabilities);
      judgements[place] = { digit: probabilities.indexOf(confidence), confidence, probabilities };
      return judgements;
    },
  });

  test("is as sure as all views are of its least certain digit", async () => {
    const bars = drawing(bar(30), bar(110));
    const unsure = await readNumber(reader(seeing(1, { 1: 0.91 })), bars);
    const sure = await read(bars);
    expect([sure.sure, unsure.sure, unsure.doubt]).toEqual([true, false, "uncertain-number"]);
    expect(unsure.probability / sure.probability).toBeCloseTo(0.91 / 0.9991, 5);
    expect(unsure.text).toBe("11");
  });

  test("says what all views see where they disagree with the glance, and isn't sure of it", async () => {
    const bars = drawing(bar(30), bar(110));
    const { text, sure, digits, alternatives } = await readNumber(
      reader(seeing(1, { 1: 0.05, 7: 0.87 })),
      bars,
    );
    expect([text, sure, digits[1]!.digit, digits[1]!.confidence]).toEqual(["17", false, 7, 0.87]);
    expect(alternatives.map((other) => other.text)).not.toContain("17");
  });

  test("calls thirteen digits no number, and twelve one", async () => {
    const bars = (count: number) => drawing(...Array.from({ length: count }, (_, i) => bar(30 + i * 80)));
    expect(await read(bars(12))).toMatchObject({ text: "1".repeat(12), sure: true, doubt: null });
    expect(await read(bars(13))).toMatchObject({ text: "1".repeat(13), doubt: "too-many-digits" });
  });

  test("is not sure of a fence, whose rails run through its bars, and is of bars above a line", async () => {
    const bars = [30, 110, 190, 270].map(bar);
    const rail = (y: number): Stroke => [
      [10, y],
      [290, y],
    ];
    expect((await read(drawing(...bars, rail(70), rail(110)))).doubt).toBe("no-number");
    expect(await read(drawing(...bars, rail(170)))).toMatchObject({ text: "1111", sure: true });
  });

  test.each([
    ["without places", [[]]],
    ["with a place that is no number", [[[NaN, 1]]]],
    ["infinitely far apart", [[[1e308, 0]], [[-1e308, 0]]]],
  ] as [string, Stroke[]][])("refuses strokes %s", async (_, strokes) => {
    await expect(read(drawing(...strokes))).rejects.toThrow(UnreadableSourceError);
  });

  test("refuses a line as a whole that is held for no number, but reads it as it is told to", async () => {
    const drawn = { ...testFits.drawn, nonsense: { itself: 60, length: 0 } };
    const source = drawing(bar(30), ring(100));
    const asNonsense = (spans?: SpanToRead[]) =>
      readNumber(reader(stub, { ...testFits, drawn }), source, spans && { spans });
    const { text, sure, digits } = await asNonsense();
    expect([text, sure]).toEqual(["??", false]);
    expect(digits.map(({ digit }) => digit)).toEqual([null, null]);
    expect((await asNonsense([{ from: 0, to: 2, count: 2 }])).text).toBe("10");
  });

  test("is not to be had of a model that reads single digits only", () => {
    const plain = { architecture: "classic" } as Contract;
    expect(() => fitsOf(plain)).toThrow(UnsupportedModeError);
    expect(() => fitsOf(plain)).toThrow("classic reads single digits only");
  });

  test("reads nothing where nothing is drawn", async () => {
    expect(await read(drawing())).toMatchObject({ text: "", sure: true, probability: 1, digits: [] });
  });
});

describe("a line that two views see", () => {
  const views = { drawn: testViews, pictured: testViews };

  /** A line net that sees characters at these places of a drawing, each of which may be another. */
  const seeing = (
    ...seen: readonly (readonly [character: string, x: number, other?: string])[]
  ): LineNet => ({
    contract: { characters, views: { ...views } } as unknown as LineContract,
    logits: () => Promise.reject(new Error("not asked for")),
    read: async (_, mayBegin) => {
      const logs = Float32Array.from(
        seen.flatMap(([character, , other]) => [
          ...columnOf(characters.indexOf(character), other && characters.indexOf(other)),
          ...columnOf(characters.length),
        ]),
      );
      return {
        characters,
        logs,
        texts: decode({ characters, logs }, mayBegin),
        placeOf: (column) => seen[column >> 1]![1],
        formOf: () => 0,
      };
    },
  });

  /** All but sure of one of the characters, or of nothing; torn between two, more probably the first. */
  const columnOf = (first: number, second?: number | "") =>
    Array.from({ length: characters.length + 1 }, (_, index) => {
      if (index === first) return Math.log(second === undefined ? 0.98 : 0.58);
      return Math.log(index === second ? 0.4 : 0.001);
    });

  const slanted: Stroke = [
    [200, 30],
    [150, 150],
  ];
  const readSeen = (lineNet: LineNet, ...strokes: readonly Stroke[]) =>
    readNumber({ ...reader(stub), lineNet }, drawing(...strokes));

  test("reads a mark that alone would be a digit, and says where it is", async () => {
    const net = seeing(["1", 30], ["0", 100], ["/", 175], ["1", 230]);
    const { text, sure, digits, marks } = await readSeen(net, bar(30), ring(65), slanted, bar(230));
    expect([text, sure]).toEqual(["10/1", true]);
    expect(digits.map(({ digit }) => digit)).toEqual([1, 0, 1]);
    expect(marks).toMatchObject([{ mark: "/", place: 2, box: { x: 150, y: 30, width: 50, height: 120 } }]);
    expect(marks[0]!.confidence).toBeCloseTo(0.98, 5);
  });

  test("finds a point among what belongs to no digit", async () => {
    const net = seeing(["1", 30], [".", 60], ["0", 135]);
    const { text, marks } = await readSeen(net, bar(30), [[60, 138]], ring(100));
    expect([text, marks.length]).toEqual(["1.0", 1]);
    expect(marks[0]!.box).toMatchObject({ x: 60, y: 138 });
  });

  test("reads the most probable text that fits what is expected, and says when none does", async () => {
    const net = seeing(["1", 30], ["0", 100], ["/", 175], ["1", 230]);
    const read = (expect: string) =>
      readNumber({ ...reader(stub), lineNet: net }, drawing(bar(30), ring(65), slanted, bar(230)), {
        expect,
      });
    expect((await read("##/#")).text).toBe("10/1");
    expect((await read("digits")).text).toMatch(/^\d+$/);
    expect(await read("-#%")).toMatchObject({ text: "?", sure: false, doubt: "unexpected", digits: [] });
    await expect(read("money")).rejects.toThrow(RangeError);
  });

  test("isn't sure where the views disagree", async () => {
    const { sure } = await readSeen(seeing(["7", 30], ["0", 135]), bar(30), ring(100));
    expect(sure).toBe(false);
  });

  test("isn't sure of digits that leave ink over which the cuts read", async () => {
    const lineNet = seeing(["1", 30], ["0", 100]);
    Object.assign(lineNet.contract.views, { drawn: { ...testViews, sureFrom: 0.9 } });
    const { text, probability, doubt } = await readSeen(lineNet, bar(30), ring(65), bar(230));
    expect([text, doubt]).toEqual(["10", "disagreement"]);
    expect(probability).toBeGreaterThan(0.9);
  });

  test.each(["any", "digits", "#"])("isn't sure of what may be a word where %s is expected", async (kind) => {
    const lineNet = seeing(["x", 30, "1"]);
    const reading = await readNumber({ ...reader(stub), lineNet }, drawing(bar(30)), { expect: kind });
    expect(reading.doubt).toBe("disagreement");
  });

  test("reads nothing of what the line net holds for no number", async () => {
    const { text, sure, doubt, digits } = await readSeen(seeing(["x", 60]), bar(30), bar(110));
    expect([text, sure, doubt]).toEqual(["??", false, "no-number"]);
    expect(digits.every(({ digit }) => digit === null)).toBe(true);
  });

  test("refuses what stands beside a number, and isn't sure of it", async () => {
    const net = seeing(["1", 30], ["0", 100], ["x", 200]);
    const { text, doubt, digits, marks } = await readSeen(net, bar(30), ring(65), slanted);
    expect([text, doubt, marks]).toEqual(["10?", "no-digit", []]);
    expect(digits[2]).toMatchObject({ digit: null, doubt: "no-digit", span: { from: 2, to: 3 } });
  });
});

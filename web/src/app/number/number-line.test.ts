import { describe, expect, test } from "vitest";
import type { Box, DigitReading, MarkReading, Reading } from "../../recogniser/types";
import {
  afterMoreInk,
  canBeDigit,
  canMerge,
  canSplit,
  corrected,
  type Corrections,
  leastSure,
  lineOf,
  saidBeforehand,
  type Saying,
  uncorrected,
} from "./number-line";

const boxAt = (x: number): Box => ({ x, y: 20, width: 60, height: 200 });

/** A digit of two pieces, unless so many are named. */
function digitAt(place: number, digit: number | null, confidence = 0.9, pieces = 2): DigitReading {
  return {
    ...{
      digit,
      doubt: digit === null ? "no-digit" : null,
      confidence,
      probabilities: [],
      grid: new Float32Array(0),
    },
    ...{ box: boxAt(100 * place), span: { from: 2 * place, to: 2 * place + pieces } },
  };
}

function readingOf(text: string, more: Partial<Reading> = {}): Reading {
  const digits = [...text].map((each, place) => digitAt(place, each === "?" ? null : Number(each)));
  return {
    text,
    sure: true,
    doubt: null,
    probability: 0.8,
    digits,
    marks: [],
    alternatives: [],
    rows: [],
    ...more,
  };
}

function say(text: string, ...sayings: readonly Saying[]): Corrections {
  return sayings.reduce<Corrections>(
    (before, saying) => corrected(lineOf(readingOf(text), before), saying),
    uncorrected,
  );
}

const type = (place: number, character: number | string): Saying => ({
  kind: "character",
  place,
  character: `${character}`,
});
const recut = (kind: "merge" | "split" | "drop", place: number): Saying => ({ kind, place });

describe("a number", () => {
  test("is what was read, where nothing was said", () => {
    const line = lineOf(readingOf("407"), uncorrected);
    expect(line).toMatchObject({ text: "407", sure: true, isSaid: false, probability: 0.8 });
    expect(line.digits.map(({ said }) => said)).toEqual([null, null, null]);
  });

  test("has the digit that a person said, and needs no check then", () => {
    const reading = readingOf("4?7", { sure: false, doubt: "no-digit" });
    expect(lineOf(reading, uncorrected)).toMatchObject({ text: "4?7", sure: false, doubt: "no-digit" });
    const said = { text: "407", sure: true, doubt: null, isSaid: true };
    expect(lineOf(reading, say("4?7", type(1, 0)))).toMatchObject(said);
  });

  test("needs a check while one of its digits is neither read nor said", () => {
    const reading = readingOf("4??", { sure: false });
    expect(lineOf(reading, say("4??", type(1, 0))).sure).toBe(false);
  });

  test("keeps what was said before when more is said", () => {
    const said = say("407", type(1, 8), type(2, 1));
    expect(lineOf(readingOf("407"), said).text).toBe("481");
  });

  test("offers what else it may be until a digit is said, and never itself", () => {
    const alternatives = ["407", "401"].map((text) => ({ text, probability: 0.1, spans: [], marks: [] }));
    const reading = readingOf("407", { alternatives });
    expect(lineOf(reading, uncorrected).alternatives.map(({ text }) => text)).toEqual(["401"]);
    expect(lineOf(reading, say("407", type(0, 4))).alternatives).toEqual([]);
  });
});

test("a reading that nothing fits is shown, and to be checked", () => {
  const reading = readingOf("", { text: "?", sure: false, doubt: "unexpected", probability: 0 });
  expect(lineOf(reading, uncorrected)).toMatchObject({
    text: "?",
    sure: false,
    doubt: "unexpected",
    digits: [],
  });
});

describe("a number's marks", () => {
  const mark = (text: string, place: number, x: number, span: MarkReading["span"] = null): MarkReading => ({
    ...{ mark: text, place, confidence: 0.9, box: { x, y: 20, width: 10, height: 200 }, span },
  });
  const [one, two, three] = readingOf("123").digits as [DigitReading, DigitReading, DigitReading];
  const dated = readingOf("123", {
    text: "1/2/3",
    digits: [one, { ...two, span: { from: 3, to: 5 } }, { ...three, span: { from: 6, to: 8 } }],
    marks: [mark("/", 1, 80, { from: 2, to: 3 }), mark("/", 3, 180, { from: 5, to: 6 })],
  });
  const pointed = readingOf("35", { text: "3.5", marks: [mark(".", 1, 80)] });

  test("stand where they were read", () => {
    expect(lineOf(dated, uncorrected)).toMatchObject({ text: "1/2/3", sure: true });
    const negative = readingOf("7", { text: "-7", marks: [mark("-", 0, -20)] });
    expect(lineOf(negative, uncorrected).characters.map(({ kind }) => kind)).toEqual(["mark", "digit"]);
  });

  test("stay when a digit is said, and where the line is cut in another way", () => {
    const said = corrected(lineOf(dated, uncorrected), type(2, 8));
    expect(said.spans).toBeNull();
    expect(lineOf(dated, said).text).toBe("1/8/3");
    const merged = corrected(lineOf(dated, said), recut("merge", 2));
    expect(merged.spans).toEqual([
      { from: 0, to: 2, count: 1 },
      { from: 3, to: 6, count: 1 },
      { from: 6, to: 8, count: 1 },
    ]);
    expect(merged.marks).toHaveLength(1);
    const split = corrected(lineOf(dated, said), recut("split", 4));
    expect(lineOf(readingOf("1?67"), { ...split, digits: [] }).text).toBe("1/?/67");
  });

  test("become other marks, digits of their own ink, or nothing", () => {
    const comma = corrected(lineOf(pointed, uncorrected), type(1, ","));
    expect(comma).toMatchObject({ spans: null, digits: [null, null] });
    expect(lineOf(pointed, comma)).toMatchObject({ text: "3,5", isSaid: true, sure: true });
    expect(lineOf(pointed, corrected(lineOf(pointed, comma), recut("drop", 1))).text).toBe("35");
    const digit = corrected(lineOf(dated, uncorrected), type(1, 1));
    expect(digit.spans?.[1]).toEqual({ from: 2, to: 3, count: 1 });
    expect(digit.digits).toEqual([null, 1, null, null]);
    expect(digit.marks?.map(({ read }) => read.box.x)).toEqual([180]);
  });

  test("are what a digit is said to be", () => {
    const said = corrected(lineOf(readingOf("315"), uncorrected), type(1, "/"));
    expect(said.spans).toHaveLength(2);
    const [first, , last] = readingOf("315").digits;
    expect(lineOf(readingOf("35", { digits: [first!, last!] }), said).text).toBe("3/5");
  });

  test("have ink that may be a digit only where it is in a piece of its own", () => {
    const line = lineOf(pointed, uncorrected);
    expect([0, 1, 2].map((place) => canBeDigit(line, place))).toEqual([true, false, true]);
    expect([0, 1, 2].map((place) => canMerge(line, place))).toEqual([true, false, false]);
  });

  test("of another text are offered with it", () => {
    const other = { text: "1.23", probability: 0.1, spans: [one, two, three].map(({ span }) => span) };
    const alternatives = [{ ...other, marks: [mark(".", 1, 80)] }];
    const reading = { ...readingOf("123"), alternatives };
    const line = lineOf(reading, uncorrected);
    expect(line.alternatives.map(({ text }) => text)).toEqual(["1.23"]);
    const chosen = corrected(line, { kind: "number", alternative: line.alternatives[0]! });
    expect(lineOf(reading, chosen)).toMatchObject({ text: "1.23", isSaid: true });
  });
});

describe("a correction", () => {
  test("merges a digit with the next, reads the ink of both as one, and leaves the others", () => {
    expect(say("4071", type(3, 7), recut("merge", 1))).toEqual({
      spans: [
        { from: 0, to: 2, count: 1 },
        { from: 2, to: 6, count: 1 },
        { from: 6, to: 8, count: 1 },
      ],
      digits: [null, null, 7],
      marks: [],
      standing: [],
    });
  });

  test("splits a digit in two", () => {
    expect(say("40", recut("split", 0))).toEqual({
      spans: [
        { from: 0, to: 2, count: 2 },
        { from: 2, to: 4, count: 1 },
      ],
      digits: [null, null, null],
      marks: [],
      standing: [],
    });
  });

  test("drops a digit, to the last", () => {
    expect(say("40", type(1, 3), recut("drop", 0))).toEqual({
      spans: [{ from: 2, to: 4, count: 1 }],
      digits: [3],
      marks: [],
      standing: [],
    });
    expect(say("4", recut("drop", 0))).toEqual({ spans: [], digits: [], marks: [], standing: [] });
  });

  test("takes another number with its own cuts, even of another length", () => {
    const spans = [{ from: 0, to: 4 }];
    const chosen = say("40", {
      kind: "number",
      alternative: { text: "6", probability: 0.2, spans, marks: [] },
    });
    expect(chosen).toEqual({ spans: [{ from: 0, to: 4, count: 1 }], digits: [6], marks: [], standing: [] });
  });

  test("is let go where the line turns out to be of other digits", () => {
    const { text } = lineOf(readingOf("4"), { ...uncorrected, digits: [null, 7] });
    expect(text).toBe("4");
  });
});

describe("more ink", () => {
  test("leaves digits that were said where they stand, wherever in the number that is then", () => {
    const line = lineOf(readingOf("407"), say("407", type(1, 8)));
    const after = afterMoreInk(line);
    expect(after).toEqual({ ...uncorrected, standing: [{ box: boxAt(100), character: "8" }] });
    const before = { ...digitAt(0, 3), box: boxAt(-80) };
    const longer = readingOf("407", { digits: [before, ...readingOf("407").digits] });
    expect(lineOf(longer, after).text).toBe("3487");
  });

  test("leaves what was said to be a mark one, and cuts the line so where something more is said", () => {
    const withoutThird = (reading: Reading) => ({
      ...reading,
      digits: reading.digits.filter((_, place) => place !== 2),
    });
    const line = lineOf(withoutThird(readingOf("12105")), say("12105", type(2, "/")));
    expect(line.text).toBe("12/05");
    const longer = readingOf("121057");
    const after = lineOf(longer, afterMoreInk(line));
    expect(after.text).toBe("12/057");
    expect(after.marks).toMatchObject([{ said: "/", read: { mark: "/", place: 2, box: boxAt(200) } }]);
    const more = corrected(after, type(5, 9));
    expect(more.spans).toHaveLength(5);
    expect(lineOf(withoutThird(longer), more).text).toBe("12/059");
  });

  test("that isn't read yet takes what is said of a character before it", () => {
    const [line, reading] = [lineOf(readingOf("40"), uncorrected), readingOf("407")];
    const first = saidBeforehand(uncorrected, line.characters[1]!, "6");
    expect(lineOf(reading, first).text).toBe("467");
    const both = saidBeforehand(first, line.characters[0]!, "1");
    expect(lineOf(reading, both).text).toBe("167");
    expect(lineOf(reading, saidBeforehand(both, line.characters[1]!, "8")).text).toBe("187");
  });

  test("lets go of a digit that the ink has changed", () => {
    const after = afterMoreInk(lineOf(readingOf("40"), say("40", type(1, 8))));
    const [first, second] = readingOf("40").digits;
    const changed = { ...second!, box: { ...second!.box, width: 75 } };
    expect(lineOf(readingOf("40", { digits: [first!, changed] }), after).text).toBe("40");
  });

  test("of a number of which nothing was said is no correction", () => {
    expect(afterMoreInk(lineOf(readingOf("40"), uncorrected))).toBe(uncorrected);
  });

  test("keeps what stands when a digit is said after it", () => {
    const reading = readingOf("407");
    const standing = afterMoreInk(lineOf(reading, say("407", type(1, 8))));
    expect(lineOf(reading, corrected(lineOf(reading, standing), type(2, 1))).text).toBe("481");
  });
});

test("a digit is merged only with a neighbour, and split only where its ink is cut", () => {
  const digits = [digitAt(0, 4), digitAt(1, 0, 0.9, 1)];
  const line = lineOf(readingOf("40", { digits }), uncorrected);
  expect([-1, 0, 1].map((place) => canMerge(line, place))).toEqual([false, true, false]);
  expect([-1, 0, 1, 2].map((place) => canSplit(line, place))).toEqual([false, true, false, false]);
});

test("the digit that is least sure is the one to look at, unless it was said", () => {
  const digits = [digitAt(0, 4, 0.7), digitAt(1, 0, 0.5), digitAt(2, 7, 0.9)];
  const reading = readingOf("407", { digits });
  expect(leastSure(lineOf(reading, uncorrected))).toBe(1);
  expect(leastSure(lineOf(reading, { ...uncorrected, digits: [null, 0, null] }))).toBe(0);
  expect(leastSure(lineOf(readingOf(""), uncorrected))).toBe(-1);
});

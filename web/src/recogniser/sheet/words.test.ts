import { describe, expect, test } from "vitest";
import { withoutWords, type PlacedReading } from "./words";

type Place = PlacedReading["place"];

/** A reading of digits side by side, so high and twice as high as wide. */
const read = (text: string, probability: number, place: Place = "page", height = 40): PlacedReading => ({
  place,
  darkness: 1,
  cell: {
    ...{ text, probability, sure: probability >= 0.97, marks: [], alternatives: [] },
    doubt: probability >= 0.97 ? null : "uncertain-number",
    digits: Array.from(text, (digit, index) => ({
      ...(digit === "?" ? { digit: null, doubt: "no-digit" } : { digit: Number(digit), doubt: null }),
      ...{ confidence: 0.5, probabilities: [] },
      box: { x: (index * height) / 2, y: 0, width: height / 2, height },
      grid: new Float32Array(),
      span: { from: index, to: index + 1 },
    })),
    box: { x: text.length, y: 0, width: 1, height: 1 },
    origin: "hand",
  },
});
const textsOf = (rows: readonly (readonly PlacedReading[])[]) =>
  withoutWords(rows).rows.map((row) => row.map(({ cell }) => cell.text));

describe("words", () => {
  test("are left out, and told; a number of which a digit is refused stays", () => {
    const rows = [[read("17?1??", 1e-9), read("407", 0.99)], [read("??11", 1e-3)], [read("2?7", 0.05)]];
    expect(textsOf(rows)).toEqual([["407"], ["2?7"]]);
    expect(withoutWords(rows).words.map(({ width }) => width)).toEqual([120, 80]);
  });

  test("that were never cut are left out wherever they stand, and told where they do", () => {
    const skipped = (place: Place): PlacedReading => {
      const word = read("?", 0, place);
      return { ...word, cell: { ...word.cell, digits: [], box: { x: 5, y: 6, width: 70, height: 20 } } };
    };
    const rows = [[skipped("page"), skipped("cell"), read("407", 0.99)]];
    expect(textsOf(rows)).toEqual([["", "407"]]);
    expect(withoutWords(rows).words.map(({ width }) => width)).toEqual([70, 70]);
  });

  test("leave their cells blank; a cell's one digit that is refused stays", () => {
    const row = [
      read("0?11", 1e-6, "cell"),
      read("", 1, "cell"),
      read("?", 1e-4, "cell"),
      read("58", 1, "cell"),
    ];
    expect(textsOf([row])).toEqual([["", "", "?", "58"]]);
  });

  test("may be read as a number not surely, in small print", () => {
    expect(textsOf([[read("141190", 0.5, "cell", 20), read("592", 1, "cell")]])).toEqual([["", "592"]]);
    expect(textsOf([[read("141190", 0.5, "cell", 36), read("592", 1, "cell")]])).toEqual([["141190", "592"]]);
  });

  test("are a comb's letters, and not a few digits that are refused", () => {
    expect(textsOf([[read("4??70", 1e-4, "comb")], [read("?8??1", 1e-4, "comb")]])).toEqual([["4??70"]]);
  });

  test("of which no digit was read never stay", () => {
    const word = read("?", 0);
    expect(textsOf([[{ ...word, cell: { ...word.cell, digits: [] } }]])).toEqual([]);
  });

  test("stay where there is no number: a page on its head is to be seen as it was read", () => {
    expect(textsOf([[read("?1?", 1e-7)], [read("1??1", 1e-8)]])).toEqual([["?1?"], ["1??1"]]);
  });
});

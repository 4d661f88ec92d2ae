import { describe, expect, test, vi } from "vitest";
import type { CellReading, DigitReading } from "../../recogniser/types";
import {
  doubtful,
  nextDoubt,
  recut,
  tableOf,
  textOf,
  withCharacter,
  withLine,
  withText,
  written,
} from "./table";

vi.mock("../../recogniser/index", () => import("../../recogniser/types"));

const box = { x: 0, y: 0, width: 10, height: 20 };

function digitOf(text: string): DigitReading {
  const digit = text === "?" ? null : Number(text);
  const probabilities = Array.from({ length: 10 }, (_, each) => Number(each === (digit ?? 8)));
  return {
    ...{
      digit,
      doubt: digit === null ? "no-digit" : null,
      confidence: 1,
      probabilities,
      box,
      grid: new Float32Array(784),
    },
    span: { from: 0, to: 1 },
  };
}

const cell = (text: string, sure = !text.includes("?")): CellReading => ({
  ...{
    text,
    sure,
    doubt: sure ? null : "uncertain-number",
    probability: 0.9,
    digits: [...text].map(digitOf),
    marks: [],
    alternatives: [],
    box,
    origin: "hand",
  },
});

const table = tableOf({ rows: [[cell("407"), cell(""), cell("1?")], [cell("12", false)]] });

describe("a table", () => {
  test("is pasted as it stands: blank cells blank, tabs between, a line for each row", () => {
    expect(textOf(table)).toBe("407\t\t1?\n12");
  });

  test("knows what is written, and what to check", () => {
    expect(written(table)).toHaveLength(3);
    expect(doubtful(table)).toEqual([
      { row: 0, column: 2 },
      { row: 1, column: 0 },
    ]);
    expect(nextDoubt(table, { row: 0, column: 2 })).toEqual({ row: 1, column: 0 });
    expect(nextDoubt(table, { row: 1, column: 0 })).toEqual({ row: 0, column: 2 });
    expect(nextDoubt(tableOf({ rows: [[cell("4")]] }), { row: 0, column: 0 })).toBeNull();
  });

  test("takes what is said of a cell, and leaves the others as they are", () => {
    const { line } = table[0]![2]!;
    const said = withLine(table, { row: 0, column: 2 }, withCharacter(line, 1, "5"));
    expect(textOf(said)).toBe("407\t\t15\n12");
    expect(doubtful(said)).toHaveLength(1);
    expect(textOf(table)).toBe("407\t\t1?\n12");
    expect(said[1]).toBe(table[1]);
  });
});

describe("a line of a sheet", () => {
  const { line } = table[0]![0]!;

  test("is right as it is, once somebody says so", () => {
    const doubt = table[1]![0]!.line;
    expect(withText(doubt, doubt.text)).toMatchObject({ text: "12", sure: true, isSaid: true });
  });

  test("has digits merged, split and dropped, and keeps what was said of the others", () => {
    const said = withCharacter(line, 0, "9");
    expect(recut(said, 1, 2, [digitOf("3")]).text).toBe("93");
    expect(recut(said, 1, 1, [digitOf("1"), digitOf("?")])).toMatchObject({ text: "91?7", sure: false });
    expect(recut(said, 1, 1, []).text).toBe("97");
    expect(recut(withCharacter(recut(line, 0, 2, []), 0, "2"), 0, 1, []).text).toBe("");
  });
});

test("a number that was typed is typed anew, whatever its length", () => {
  const typed = withText(table[0]![1]!.line, "408");
  expect(withText(typed, "517")).toMatchObject({ text: "517", isSaid: true });
  expect(withText(typed, typed.text)).toMatchObject({ text: "408", sure: true });
});

test("a line of a sheet has marks that are said, and keeps them where they stand", () => {
  const at = (x: number) => ({ x, y: 0, width: 10, height: 20 });
  const digits = [..."315"].map((each, place) => ({ ...digitOf(each), box: at(20 * place) }));
  const point = { mark: ".", place: 3, confidence: 0.9, box: at(60), span: null };
  const { line } = tableOf({ rows: [[{ ...cell("315"), text: "315.", digits, marks: [point] }]] })[0]![0]!;
  const slashed = withCharacter(line, 1, "/");
  expect(slashed).toMatchObject({ text: "3/5.", sure: true, isSaid: true });
  expect(withCharacter(slashed, 3, ",").text).toBe("3/5,");
  expect(withText(slashed, "3/9.").characters.map(({ text }) => text)).toEqual(["3", "/", "9", "."]);
  expect(recut(slashed, 1, 1, [{ ...digitOf("1"), box: at(20) }]).text).toBe("315.");
  expect(() => withCharacter(slashed, 1, "7")).toThrow(RangeError);
});

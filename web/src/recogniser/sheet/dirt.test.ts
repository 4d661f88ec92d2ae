import { expect, test } from "vitest";
import type { CellReading } from "../types";
import { withoutDirt } from "./dirt";

const read = (text: string, darkness = NaN): { darkness: number; cell: CellReading } => ({
  darkness,
  cell: {
    ...{
      text,
      sure: text !== "?",
      doubt: text === "?" ? "no-digit" : null,
      probability: 0.5,
      digits: [],
      marks: [],
      alternatives: [],
    },
    box: { x: 1, y: 2, width: 3, height: 4 },
    origin: "hand",
  },
});
const textsOf = (rows: Parameters<typeof withoutDirt>[0]) =>
  withoutDirt(rows).map((row) => row.map(({ cell }) => cell.text));

test("what can't be read and is much fainter than what can be leaves its cell blank", () => {
  const rows = [
    [read("7", 0.6), read(""), read("?", 0.2)],
    [read("12", 0.65), read("5", 0.2), read("?", 0.5)],
  ];
  expect(textsOf(rows)).toEqual([
    ["7", "", ""],
    ["12", "5", "?"],
  ]);
  expect(withoutDirt(rows)[0]![2]!.cell).toMatchObject({
    sure: true,
    box: { x: 1, y: 2, width: 3, height: 4 },
  });
});

test("where no cell is blank, and where none can be read, all stays", () => {
  expect(textsOf([[read("7", 0.6), read("?", 0.2)]])).toEqual([["7", "?"]]);
  expect(textsOf([[read(""), read("?", 0.2)]])).toEqual([["", "?"]]);
});

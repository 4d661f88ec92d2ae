/** The numbers of a sheet in their rows, read and corrected. */
import type { Box, CellReading, DigitReading, Reading } from "../../recogniser/index";
import { emptyLine, type LineDigit, lineOf, type NumberLine, uncorrected } from "../number/number-line";

/** A number on the sheet, or a cell of its grid, which may be blank. */
export interface Cell {
  readonly line: NumberLine;
  /** In the picture's pixels. */
  readonly box: Box;
}

export type Table = readonly (readonly Cell[])[];

/** Where a cell stands in its table. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export function tableOf({ rows }: Pick<Reading, "rows">): Table {
  return rows.map((row) => row.map(cellOf));
}

function cellOf(reading: CellReading): Cell {
  return { line: lineOf(reading, uncorrected), box: reading.box };
}

/** As it is pasted into a spreadsheet: tabs between cells, a line for each row. */
export function textOf(table: Table): string {
  return table.map((row) => row.map(({ line }) => line.text).join("\t")).join("\n");
}

export function cellAt(table: Table, { row, column }: CellPlace): Cell | undefined {
  return table[row]?.[column];
}

/** The places of all cells that aren't blank, as one reads. */
export function written(table: Table): readonly CellPlace[] {
  return table.flatMap((cells, row) =>
    cells.flatMap(({ line }, column) => (line.text === "" ? [] : [{ row, column }])),
  );
}

/** The places of what somebody should check. */
export function doubtful(table: Table): readonly CellPlace[] {
  return written(table).filter((place) => !cellAt(table, place)!.line.sure);
}

/** The next place to check after one, the first after the last; null where all is sure. */
export function nextDoubt(table: Table, { row, column }: CellPlace): CellPlace | null {
  const doubts = doubtful(table);
  const isLater = (place: CellPlace) => place.row > row || (place.row === row && place.column > column);
  return doubts.find(isLater) ?? doubts[0] ?? null;
}

/** The table with another line at a place. */
export function withLine(table: Table, { row, column }: CellPlace, line: NumberLine): Table {
  return table.map((cells, r) =>
    r === row ? cells.map((cell, c) => (c === column ? { ...cell, line } : cell)) : cells,
  );
}

/** A line of which a person says what one digit is. */
export function withDigit(line: NumberLine, place: number, digit: number): NumberLine {
  return lookedAt(line, replaced(line.digits, place, 1, [{ ...line.digits[place]!, said: digit }]));
}

/** A line of which a person says what it is. Of more or fewer digits than were read, or other marks, nobody knows where they
 * stand. */
export function withText(line: NumberLine, text: string): NumberLine {
  const { probability } = line;
  const digits = text.replace(/[^\d?]/g, "");
  if (digits.length !== line.digits.length || text.replace(/\d/g, "?") !== line.text.replace(/\d/g, "?"))
    return { ...emptyLine, text, isSaid: true, probability };
  return lookedAt(
    line,
    line.digits.map((digit, place) => ({
      ...digit,
      said: digits[place] === "?" ? null : Number(digits[place]),
    })),
  );
}

/** A line in which so many digits from a place on are read as others: merged, split, or none where they are dropped. */
export function recut(
  line: NumberLine,
  place: number,
  count: number,
  read: readonly DigitReading[],
): NumberLine {
  const digits = read.map((each): LineDigit => ({ read: each, said: null, text: "" }));
  return lookedAt(line, replaced(line.digits, place, count, digits));
}

function replaced(
  digits: readonly LineDigit[],
  place: number,
  count: number,
  others: readonly LineDigit[],
): readonly LineDigit[] {
  return [...digits.slice(0, place), ...others, ...digits.slice(place + count)];
}

/** The line of other digits: whoever has corrected it has looked at it. */
function lookedAt({ probability, marks }: NumberLine, digits: readonly LineDigit[]): NumberLine {
  const reading = {
    text: "",
    digits: digits.map(({ read }) => read),
    marks: [],
    sure: true,
    doubt: null,
    probability,
    alternatives: [],
  };
  const line = lineOf(reading, {
    ...uncorrected,
    digits: digits.map(({ said }) => said),
    marks: marks.map(({ read }) => read),
  });
  return { ...line, isSaid: true };
}

/** The numbers of a sheet in their rows, read and corrected. */
import type { Box, CellReading, DigitReading, Reading } from "../../recogniser/index";
import {
  asMark,
  emptyLine,
  type LineCharacter,
  type LineDigit,
  lineOf,
  type NumberLine,
  replaced,
  uncorrected,
} from "../number/number-line";

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

/** A line of which a person says what one character is: a digit of one that was read as a digit, or a mark. */
export function withCharacter(line: NumberLine, place: number, character: string): NumberLine {
  const own = line.characters[place]!;
  const isDigit = /\d/.test(character);
  if (isDigit && own.kind === "mark")
    throw new RangeError("A mark's ink is to be read as a digit before it is one.");
  const said: LineCharacter =
    isDigit && own.kind === "digit"
      ? { ...own, said: Number(character) }
      : { kind: "mark", text: character, said: character, read: asMark(own.read, place, character) };
  return lookedAt(line, replaced(line.characters, place, 1, said));
}

/** A line of which a person says what it is. Of more or fewer digits than were read, or other marks, nobody knows where they
 * stand. */
export function withText(line: NumberLine, text: string): NumberLine {
  const { characters, probability } = line;
  const isAlike = ({ kind, text: own }: LineCharacter, said: string | undefined) =>
    kind === "digit" ? /^[\d?]$/.test(said ?? "") : said === own;
  if (text.length !== characters.length || !characters.every((each, place) => isAlike(each, text[place])))
    return { ...emptyLine, text, isSaid: true, probability };
  return lookedAt(
    line,
    characters.map((each, place): LineCharacter => {
      if (each.kind === "mark") return each;
      return { ...each, said: text[place] === "?" ? null : Number(text[place]) };
    }),
  );
}

/** A line in which so many characters from a place on are read as digits: merged, split, or none where they are dropped. */
export function recut(
  line: NumberLine,
  place: number,
  count: number,
  read: readonly DigitReading[],
): NumberLine {
  const digits = read.map((each): LineDigit => ({ kind: "digit", read: each, said: null, text: "" }));
  return lookedAt(line, replaced(line.characters, place, count, ...digits));
}

/** The line of other characters: whoever has corrected it has looked at it. */
function lookedAt({ probability }: NumberLine, characters: readonly LineCharacter[]): NumberLine {
  const digits = characters.filter((each): each is LineDigit => each.kind === "digit");
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
    marks: characters.filter((each) => each.kind === "mark"),
  });
  return { ...line, isSaid: true };
}

/** Puts together what is said of sheets, of the words in web/text.json. */
import * as words from "../../../text.json";
import type { NumberLine } from "../number/number-line";
import { fill, said, type Wording } from "../text";
import { type CellPlace, doubtful, type Table, written } from "./table";

export const text = words.sheet;

/** How a number is marked, in the table and on the picture. */
export type Mark = "blank" | "sure" | "said" | "check" | "refused";

export function markOf(line: NumberLine): Mark {
  if (line.text === "") return "blank";
  if (line.text.includes("?")) return "refused";
  if (!line.sure) return "check";
  return line.isSaid ? "said" : "sure";
}

/** What is said of a sheet that was read, of which something may be left out. */
export function wordingOfTable(table: Table, isAllRead: boolean): Wording {
  const [count, doubts] = [written(table).length, doubtful(table).length];
  const { headline, detail, announcement } = doubts > 0 ? text.answer.check : text.answer.read;
  const values = {
    count,
    doubts,
    numbers: fill(count === 1 ? text.numbers.one : text.numbers.other, { count }),
  };
  return {
    headline: fill(headline, values),
    detail: withRest(fill(detail, values), isAllRead),
    announcement: withRest(fill(announcement, values), isAllRead),
  };
}

function withRest(sentence: string, isAllRead: boolean): string {
  return isAllRead ? sentence : `${sentence} ${text.answer.unread}`;
}

/** What is said where nothing was read. */
export function wordingOfNothing(kind: "invitation" | "no-number"): Wording {
  const { headline, detail } = text.answer[kind];
  return said(headline, detail);
}

/** A cell in words: where it stands, what it says, and whether to check it. */
export function cellInWords(line: NumberLine, { row, column }: CellPlace): string {
  const place = { row: row + 1, column: column + 1 };
  const mark = markOf(line);
  if (mark === "blank") return fill(text.blankInWords, place);
  return fill(text.cellInWords, { ...place, number: line.text, state: text.states[mark] });
}

/** Puts together what is said of sheets, of the words in web/text.json. */
import * as words from "../../../text.json";
import type { NumberLine } from "../number/number-line";
import { doubtInWords } from "../number/wording";
import { fill, said, type Wording } from "../text";
import { cellAt, type CellPlace, doubtful, type Table, written } from "./table";

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
  // Digits on their side or on their head are read as well, but hardly one of them surely.
  const hints = [doubts > count / 2 ? text.answer.upright : "", isAllRead ? "" : text.answer.unread];
  const { headline, detail, announcement } = wordingOfCounts(count, doubts, isUnreadable(table));
  return { headline, detail: together([detail, ...hints]), announcement: together([announcement, ...hints]) };
}

function wordingOfCounts(count: number, doubts: number, isNoneRead: boolean): Wording {
  if (isNoneRead) return said(text.answer.unreadable.headline, text.answer.unreadable.detail);
  const { headline, detail, announcement } = doubts > 0 ? text.answer.check : text.answer.read;
  const numbers = fill(count === 1 ? text.numbers.one : text.numbers.other, { count });
  const values = { count, doubts, numbers };
  return {
    headline: fill(headline, values),
    detail: fill(detail, values),
    announcement: fill(announcement, values),
  };
}

/** Whether no number of a table could be read: a page of words is marked all over. */
const isUnreadable = (table: Table) =>
  written(table).every((place) => cellAt(table, place)!.line.text.includes("?"));

const together = (sentences: readonly string[]) => sentences.filter((sentence) => sentence !== "").join(" ");

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
  const doubt = doubtInWords(line, "spoken");
  const state = fill(text.states[mark === "refused" ? "check" : mark], { doubt });
  return fill(text.cellInWords, { ...place, number: line.text, state });
}

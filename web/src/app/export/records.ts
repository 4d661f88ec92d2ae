/** A table as it is saved: each number with its place, its text, how sure it is, and where it stands on the picture. */
import type { Box } from "../../recogniser/index";
import * as words from "../../../text.json";
import { cellAt, type Table, textOf, written } from "../sheet-desk/table";
import { csvOf } from "./csv";

const columns = words.sheet.columns;

/** A record for each number; rows and columns count from 1. */
export function csvOfTable(table: Table): string {
  const records = written(table).map((place) => {
    const { line, box } = cellAt(table, place)!;
    const { x, y, width, height } = inPixels(box);
    const state = words.sheet[line.sure ? (line.isSaid ? "said" : "sure") : "unsure"];
    return [place.row + 1, place.column + 1, line.text, share(line.probability), state, x, y, width, height];
  });
  return csvOf([columns, ...records]);
}

/** All of a table, blank cells too; `digit` is null where none can be told. */
export function jsonOfTable(table: Table): string {
  const rows = table.map((cells) =>
    cells.map(({ line, box }) => ({
      ...{ text: line.text, confidence: share(line.probability), sure: line.sure, corrected: line.isSaid },
      box: inPixels(box),
      digits: line.digits.map(({ said, read }) => ({
        ...{ digit: said ?? read.digit, confidence: share(read.confidence), corrected: said !== null },
        box: inPixels(read.box),
      })),
      marks: line.marks.map(({ text, read }) => ({
        ...{ mark: text, confidence: share(read.confidence) },
        box: inPixels(read.box),
      })),
    })),
  );
  return `${JSON.stringify({ text: textOf(table), rows }, null, 2)}\n`;
}

function share(probability: number): number {
  return Math.round(probability * 1e4) / 1e4;
}

/** To a tenth of a pixel. */
function inPixels(box: Box): Box {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(
    (side) => Math.round(10 * side) / 10,
  );
  return { x: x!, y: y!, width: width!, height: height! };
}

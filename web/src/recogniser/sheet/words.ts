/** Tells words from numbers by how they were read, and leaves them out. */
import { boundsOf } from "../bounds";
import { medianOf } from "../median";
import type { Box, CellReading } from "../types";
import { asBlank, type InkedReading } from "./dirt";
import type { Unit } from "./page-layout";

/** A reading, and where it stands. */
export interface PlacedReading extends Pick<Unit, "place">, InkedReading {}

/** What was read with less than this is a word. Of 452 printed and drawn words it leaves out 86%, with what stands below 94%;
 * of 463 numbers beside them none but one, read as a single "?": those of which a digit is refused have 0.05 and more. */
const leastNumber = 0.01;
/** What isn't read surely is a word where it is so much lower than half of the digits that are: small print. */
const leastHeight = 0.75;
/** What is refused whole is a word where it is so many times wider than high: a digit isn't. */
export const mostDigitWidth = 1.5;
/** A comb's digits are cut already, and stay to be put right unless so many of them are refused, as a share. */
const mostRefused = 0.5;

/** The readings without words, which leave their cells blank, and the words' boxes in the picture. Where nothing is read but
 * words, those stay that a digit was read of. */
export function withoutWords<Read extends PlacedReading>(
  rows: readonly (readonly Read[])[],
): { readonly rows: readonly (readonly Read[])[]; readonly words: readonly Box[] } {
  const written = rows.flat().filter(({ cell }) => cell.text !== "");
  const usual = medianOf(written.filter(({ cell }) => cell.sure).map(({ cell }) => digitHeight(cell)));
  const found = written.filter((read) => isWord(read, usual));
  const isAll = found.length === written.length;
  const words = new Set(isAll ? found.filter(({ cell }) => cell.digits.length === 0) : found);
  const left = rows.map((row) =>
    row.flatMap((read) => {
      if (!words.has(read)) return [read];
      return read.place === "cell" ? [{ ...read, cell: asBlank(read.cell) }] : [];
    }),
  );
  return {
    rows: left.filter((row) => row.length > 0),
    words: Array.from(words, ({ cell }) => writtenBox(cell)),
  };
}

function isWord({ place, cell }: PlacedReading, usual: number): boolean {
  const { text, sure, probability } = cell;
  if (cell.digits.length === 0) return true;
  if (place === "comb") return text.split("?").length - 1 > mostRefused * text.length;
  if (!isWide(cell)) return place === "page" && probability < leastNumber;
  if (probability < leastNumber || text === "?") return true;
  return !sure && digitHeight(cell) < leastHeight * usual;
}

/** Whether what was read is wider than a digit is. */
function isWide(cell: CellReading): boolean {
  const { width, height } = writtenBox(cell);
  return width > mostDigitWidth * height;
}

/** The bounds of what was read. */
function writtenBox({ digits, box }: CellReading): Box {
  if (digits.length === 0) return box;
  const { left, top, right, bottom } = boundsOf(
    digits.map(({ box: { x, y, width, height } }) => ({
      left: x,
      top: y,
      right: x + width,
      bottom: y + height,
    })),
  );
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const digitHeight = ({ digits }: CellReading) => medianOf(digits.map(({ box }) => box.height));

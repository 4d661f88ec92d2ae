import * as words from "../../../text.json";
import { keyAlongText } from "../keys";
import { make } from "../make";
import { fill } from "../text";
import { count, counted } from "./figures";
import { sum } from "./sum";

type Counts = readonly (readonly number[])[];

const text = words.model.digits;

/** Draws the confusion matrix as a table whose cells are read by pointing at them or with the arrow keys. */
export function confusionMatrix(counts: Counts): HTMLElement {
  const readout = make("p", { class: "readout" }, text.hint);
  const table = tableOf(counts);
  // The cell itself says the sentence to screen readers.
  readout.ariaHidden = "true";
  const read = ({ target }: Event) => {
    const sentence = (target as Element).closest("[role=gridcell]")?.getAttribute("aria-label");
    if (sentence) readout.textContent = sentence;
  };
  table.addEventListener("pointerover", read);
  table.addEventListener("focusin", read);
  table.addEventListener("keydown", (event) => move(table, event));
  return make("div", { class: "confusion" }, table, readout);
}

/** What a cell tells: of the digits written in its row, those that were read as its column. */
export function sentenceOf(counts: Counts, written: number, read: number): string {
  const number = counts[written]![read]!;
  const values = { total: count(sum(counts[written]!)), digits: text.names[written]!, read };
  if (number === 0) return fill(text.none, values);
  return counted(written === read ? text.right : text.wrong, number, values);
}

function tableOf(counts: Counts): HTMLTableElement {
  const most = Math.max(1, ...counts.flatMap((row, written) => row.filter((_, read) => read !== written)));
  const digits = counts.map((_, digit) => make("th", { scope: "col" }, `${digit}`));
  const corner = make("th", { scope: "col" }, make("span", { class: "unseen" }, text.corner));
  const rows = counts.map((row, written) => {
    const cells = row.map((_, read) => cellOf(counts, written, read, most));
    return make("tr", {}, make("th", { scope: "row" }, `${written}`), ...cells);
  });
  const table = make(
    "table",
    { class: "matrix", role: "grid", "aria-label": text.matrix },
    make("thead", {}, make("tr", {}, corner, ...digits)),
    make("tbody", {}, ...rows),
  );
  cellsOf(table)[0]!.tabIndex = 0;
  return table;
}

function cellOf(counts: Counts, written: number, read: number, most: number): HTMLElement {
  const number = counts[written]![read]!;
  const cell = make(
    "td",
    { role: "gridcell", tabindex: -1, "aria-label": sentenceOf(counts, written, read) },
    number > 0 ? count(number) : "",
  );
  if (written === read) cell.className = "right";
  else if (number > 0) shade(cell, number / most);
  return cell;
}

/** By the root, so that a single mistake is seen beside fifty; no shade lies where neither ink nor paper is legible. */
function shade(cell: HTMLElement, part: number): void {
  const depth = Math.sqrt(part);
  const isDeep = depth > 0.6;
  cell.className = isDeep ? "wrong deep" : "wrong";
  cell.style.setProperty("--depth", `${Math.round(isDeep ? 60 + 40 * depth : 10 + 50 * depth)}%`);
}

function move(table: HTMLTableElement, event: KeyboardEvent): void {
  const cells = cellsOf(table);
  const side = Math.sqrt(cells.length);
  const from = cells.indexOf(event.target as HTMLElement);
  if (from < 0) return;
  const to = cells[placeAfter(keyAlongText(event), from, side)];
  if (!to) return;
  event.preventDefault();
  cells[from]!.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

/** The cell that a key leads to, the last of its way at an edge; -1 for any other key. */
export function placeAfter(key: string, from: number, side: number): number {
  const column = from % side;
  const row = from - column;
  switch (key) {
    case "ArrowRight":
      return row + Math.min(column + 1, side - 1);
    case "ArrowLeft":
      return row + Math.max(column - 1, 0);
    case "ArrowDown":
      return Math.min(row + side, (side - 1) * side) + column;
    case "ArrowUp":
      return Math.max(row - side, 0) + column;
    case "Home":
      return row;
    case "End":
      return row + side - 1;
    default:
      return -1;
  }
}

function cellsOf(table: HTMLTableElement): HTMLElement[] {
  return [...table.querySelectorAll<HTMLElement>("[role=gridcell]")];
}

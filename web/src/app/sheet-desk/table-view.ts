import { keyAlongText } from "../keys";
import { make } from "../make";
import type { NumberLine } from "../number/number-line";
import { type CellPlace, cellAt, type Table } from "./table";
import { cellInWords, markOf, text } from "./wording";

/** The numbers in their rows: a grid of cells, one of which is chosen by a click or the arrow keys. */
export class TableView {
  readonly #body = make("tbody");
  readonly element = make(
    "div",
    { class: "table-paper" },
    make("p", { class: "unseen", id: "table-help" }, text.keys),
    make(
      "table",
      { role: "grid", class: "sheet-table", "aria-label": text.table, "aria-describedby": "table-help" },
      this.#body,
    ),
  );
  #table: Table = [];
  /** Where one goes up and down, whatever shorter rows lie between; null where one doesn't. */
  #column: number | null = null;

  constructor(
    private readonly choose: (place: CellPlace) => void,
    /** A key is pressed on a cell that isn't for choosing another; true where it has been of use. */
    private readonly press: (key: string) => boolean,
  ) {
    this.#body.addEventListener("click", ({ target }) => {
      const cell = (target as Element).closest("td");
      this.#column = null;
      if (cell) this.#choose(placeOf(cell));
    });
    this.#body.addEventListener("keydown", (event) => this.#press(event));
  }

  show(table: Table, chosen: CellPlace | null): void {
    const had = this.#body.contains(document.activeElement);
    // A cell that is pressed while another changes must be there still when it is let go.
    if (formOf(table) !== formOf(this.#table)) this.#body.replaceChildren(...rowsFor(table));
    this.#table = table;
    this.element.hidden = table.length === 0;
    table.forEach((cells, row) =>
      cells.forEach((cell, column) => {
        const isChosen = row === chosen?.row && column === chosen.column;
        write(this.#body.rows[row]!.cells[column]!, cell.line, { row, column }, isChosen);
      }),
    );
    if (had) this.focus();
  }

  focus(): void {
    this.#body.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }

  #choose(place: CellPlace): void {
    if (!cellAt(this.#table, place)) return;
    this.choose(place);
    this.focus();
  }

  #press(event: KeyboardEvent): void {
    const { row, column } = placeOf(event.target as HTMLTableCellElement);
    const last = this.#table[row]!.length - 1;
    const to = (toRow: number, toColumn: number) => {
      const cells = this.#table[toRow];
      return cells && { row: toRow, column: Math.min(toColumn, cells.length - 1) };
    };
    const key = keyAlongText(event);
    const along = this.#column ?? column;
    const next = new Map([
      ["ArrowLeft", to(row, Math.max(0, column - 1))],
      ["ArrowRight", to(row, column + 1)],
      ["ArrowUp", to(row - 1, along)],
      ["ArrowDown", to(row + 1, along)],
      ["Home", to(row, 0)],
      ["End", to(row, last)],
    ]);
    if (!next.has(key) && !this.press(key)) return;
    event.preventDefault();
    this.#column = key === "ArrowUp" || key === "ArrowDown" ? along : null;
    const place = next.get(key);
    if (place) this.#choose(place);
  }
}

function formOf(table: Table): string {
  return table.map((cells) => cells.length).join();
}

/** Rows of cells to be written in. */
function rowsFor(table: Table): readonly HTMLElement[] {
  const columns = Math.max(0, ...table.map((cells) => cells.length));
  return table.map((cells) =>
    make(
      "tr",
      {},
      ...cells.map(() => make("td", { role: "gridcell" })),
      // What is shorter than the others still is a row of the same table.
      ...Array.from({ length: columns - cells.length }, () => make("td", { role: "presentation" })),
    ),
  );
}

function write(element: HTMLElement, line: NumberLine, place: CellPlace, isChosen: boolean): void {
  element.className = markOf(line);
  element.tabIndex = isChosen ? 0 : -1;
  element.ariaSelected = `${isChosen}`;
  element.ariaLabel = cellInWords(line, place);
  element.textContent = line.text;
}

function placeOf(cell: HTMLTableCellElement): CellPlace {
  return { row: (cell.parentElement as HTMLTableRowElement).sectionRowIndex, column: cell.cellIndex };
}

import { make } from "../make";

/** A table of figures: its first column names the rows. */
export function tableOf(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLTableElement {
  const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column)));
  return make(
    "table",
    { class: "figures" },
    make("caption", { class: "unseen" }, caption),
    make("thead", {}, head),
    make("tbody", {}, ...rows.map(rowOf)),
  );
}

function rowOf([name, ...cells]: readonly (Node | string)[]): HTMLTableRowElement {
  const heading = make("th", { scope: "row" }, name!);
  return make("tr", {}, heading, ...cells.map((cell) => make("td", {}, cell)));
}

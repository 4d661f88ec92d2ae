/** Leaves cells of a grid blank that hold dirt: what nobody can read, and is much fainter than what is written. */
import type { CellReading } from "../types";

/** A reading, and how dark its ink is. */
export interface InkedReading {
  readonly cell: CellReading;
  readonly darkness: number;
}

/** What can't be read is dirt below this share of the darkness of half of all that can: of a newspaper's dirt up to 0.4. */
const dirtShare = 0.5;

/** The readings with cells of dirt blank, where cells may be: a grid has some that are, lines of numbers have none. */
export function withoutDirt<Read extends InkedReading>(
  rows: readonly (readonly Read[])[],
): readonly (readonly Read[])[] {
  const all = rows.flat();
  if (all.every(({ cell }) => cell.text !== "")) return rows;
  const darkness = all.filter(({ cell }) => /^\d+$/.test(cell.text)).map(({ darkness }) => darkness);
  const least = dirtShare * (darkness.sort((a, b) => a - b)[darkness.length >> 1] ?? 0);
  return rows.map((row) =>
    row.map((read) => {
      const isDirt = read.cell.text.includes("?") && read.darkness < least;
      return isDirt ? { ...read, cell: asBlank(read.cell) } : read;
    }),
  );
}

/** What stays of a cell where nothing is written in it. */
export const asBlank = ({ box }: CellReading): CellReading => ({
  ...{ text: "", sure: true, doubt: null, probability: 1, digits: [], marks: [], alternatives: [] },
  box,
  origin: "hand",
});

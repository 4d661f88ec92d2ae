/** Lists of numbers as the rows of one list. */

/** Lists of equal length, one behind the other. */
export function inOneRow(lists: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(lists.reduce((sum, { length }) => sum + length, 0));
  lists.reduce((at, list) => (all.set(list, at), at + list.length), 0);
  return all;
}

/** A list cut into lists of a length. */
export function rowsOf(all: Float32Array, length: number): readonly Float32Array[] {
  return Array.from({ length: all.length / length }, (_, row) =>
    all.subarray(row * length, (row + 1) * length),
  );
}

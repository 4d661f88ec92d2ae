/** The median, the higher one of two in the middle; 0 of no values. */
export function medianOf(values: readonly number[]): number {
  return values.slice().sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The steps that people count by. */
const steps = [1, 2, 5, 10];

/** Round numbers at even steps that enclose the values, about as many as wanted. */
export function ticksOver(values: readonly number[], wanted: number): readonly number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = stepFor((most - least || Math.abs(most) || 1) / wanted);
  // Values that end on a step up to rounding errors need no further one.
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  // Numbers such as 0.30000000000000004 would come of adding steps up.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function stepFor(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * steps.find((step) => rough / power <= step * (1 + 1e-9))!;
}

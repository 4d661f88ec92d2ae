/** Tells how usual a text's form is: two digits behind a slash are common, five are not. */

/** Logarithms of the probabilities with which one part of a text follows another, as the trainer counted them in what people
 * write as numbers. Parts are marks, runs of digits by their length, and where a text begins and ends. */
export interface Forms {
  /** Longer runs of digits count as this long. */
  readonly longestRun: number;
  readonly logs: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The logarithm of how much more probable a text's form is than that of its digits alone; 0 of a text without marks. What is
 * no part of a number says nothing. */
export function formOf(text: string, forms: Forms): number {
  const written = text.replaceAll("x", "");
  const digits = written.replaceAll(/\D/g, "");
  return written === digits ? 0 : logOf(written, forms) - logOf(digits, forms);
}

function logOf(text: string, { longestRun, logs }: Forms): number {
  const runs = text.match(/\d+|\D/g) ?? [];
  const parts = runs.map((run) => (/\d/.test(run) ? `${Math.min(run.length, longestRun)}` : run));
  return [...parts, "end"].reduce(
    (sum, part, place) => sum + (logs[parts[place - 1] ?? "begin"]![part] ?? 0),
    0,
  );
}

/** Whether there is a logarithm for whatever may follow whatever. */
export function areForms(value: unknown): value is Forms {
  const { longestRun, logs } = (value ?? {}) as Partial<Forms>;
  if (longestRun === undefined || !Number.isSafeInteger(longestRun) || longestRun < 1) return false;
  const parts = [...Array.from({ length: longestRun }, (_, run) => `${run + 1}`), ...".,-/:%+()"];
  return ["begin", ...parts].every((before) =>
    [...parts, "end"].every((after) => Number.isFinite(logs?.[before]?.[after])),
  );
}

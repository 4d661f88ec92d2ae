/** Decodes what the line net says by connectionist temporal classification: a character or nothing for every column, of
 * which equal neighbours are one. Graves, Fernandez, Gomez and Schmidhuber, ICML 2006; the prefix beam search is that of
 * Hannun, Maas, Jurafsky and Ng (arXiv 1408.2873), without a language model. */
import { addLogs } from "../logs";

/** Logarithms of probabilities: for each column those of all characters in their order, and behind them that of nothing. */
export interface Columns {
  readonly characters: string;
  /** columns x (characters + 1), row-major. */
  readonly logs: Float32Array;
}

export interface Decoded {
  readonly text: string;
  /** Of the sum over all ways to write the text along the columns: 0 or less. */
  readonly logProbability: number;
}

/** From where to where a character of a text reaches, in columns, the last one included. */
export interface Extent {
  readonly first: number;
  readonly last: number;
}

/** Beginnings of texts that are followed at each column. */
const beamWidth = 16;
/** Characters less probable than this in a column aren't tried there. */
const leastLog = Math.log(1e-4);

const none = -Infinity;

/** A beginning of a text, and the logarithms of what ends in nothing and of what ends in its last character: equal characters
 * merge only in the latter. */
interface Beginning {
  readonly text: string;
  /** Its last character's place in a column; -1 where it has none. */
  readonly last: number;
  blank: number;
  character: number;
}

/** The most probable texts, the best first.
 * @param mayBegin whether a text that is looked for may begin so */
export function decode(
  { characters, logs }: Columns,
  mayBegin: (text: string) => boolean = () => true,
): readonly Decoded[] {
  const stride = characters.length + 1;
  let beam: readonly Beginning[] = [{ text: "", last: -1, blank: 0, character: none }];
  for (let start = 0; start < logs.length; start += stride) {
    const column = logs.subarray(start, start + stride);
    const likely = [...column.subarray(0, stride - 1).keys()].filter((index) => column[index]! > leastLog);
    const next = new Map<string, Beginning>();
    for (const before of beam) {
      const sum = addLogs(before.blank, before.character);
      const same = beginning(next, before.text, before.last);
      same.blank = addLogs(same.blank, sum + column[stride - 1]!);
      if (before.last >= 0) same.character = addLogs(same.character, before.character + column[before.last]!);
      for (const index of likely) {
        const text = before.text + characters[index];
        if (!mayBegin(text)) continue;
        const longer = beginning(next, text, index);
        const ways = index === before.last ? before.blank : sum;
        longer.character = addLogs(longer.character, ways + column[index]!);
      }
    }
    beam = foremost(next);
  }
  return beam.map(({ text, blank, character }) => ({ text, logProbability: addLogs(blank, character) }));
}

function beginning(beam: Map<string, Beginning>, text: string, last: number): Beginning {
  const known = beam.get(text) ?? { text, last, blank: none, character: none };
  beam.set(text, known);
  return known;
}

function foremost(beam: ReadonlyMap<string, Beginning>): readonly Beginning[] {
  return Array.from(beam.values(), (each) => [addLogs(each.blank, each.character), each] as const)
    .filter(([log]) => log > none)
    .sort(([a], [b]) => b - a)
    .slice(0, beamWidth)
    .map(([, each]) => each);
}

/** The logarithm of a text's probability: the forward algorithm. */
export function logProbabilityOf(text: string, columns: Columns): number {
  const labels = labelsOf(text, columns.characters);
  const last = along(labels, columns, addLogs).at(-1);
  return last ? addLogs(last.at(-1)!, last.at(-2) ?? none) : labels.length === 1 ? 0 : none;
}

/** Where each character of a text stands, by the single most probable way to write it; null where the columns are too few. */
export function align(text: string, columns: Columns): readonly Extent[] | null {
  const labels = labelsOf(text, columns.characters);
  const best = along(labels, columns, Math.max);
  const ends = best.at(-1);
  if (!ends || Math.max(ends.at(-1)!, ends.at(-2) ?? none) === none) return text === "" ? [] : null;
  const extents: { first: number; last: number }[] = Array.from(text, () => ({ first: -1, last: -1 }));
  let state = ends.at(-1)! >= (ends.at(-2) ?? none) ? labels.length - 1 : labels.length - 2;
  for (let column = best.length - 1; column >= 0; column--) {
    if (state % 2 === 1) {
      const extent = extents[(state - 1) / 2]!;
      extent.first = column;
      if (extent.last < 0) extent.last = column;
    }
    if (column > 0) state = before(state, labels, best[column - 1]!);
  }
  return extents;
}

/** A text's characters as places in a column, with nothing before, between and behind them. */
function labelsOf(text: string, characters: string): readonly number[] {
  const nothing = characters.length;
  return [nothing, ...Array.from(text, (each) => [characters.indexOf(each), nothing]).flat()];
}

/** For each column the logarithms of all ways, or of the best one, that end at each label in it. */
function along(
  labels: readonly number[],
  { characters, logs }: Columns,
  either: (a: number, b: number) => number,
): readonly Float64Array[] {
  const stride = characters.length + 1;
  const leaps = labels.map((_, state) => mayLeap(state, labels));
  const ways: Float64Array[] = [];
  let last: Float64Array | null = null;
  for (let start = 0; start < logs.length; start += stride) {
    const own = new Float64Array(labels.length).fill(none);
    for (let state = 0; state < labels.length; state++) {
      const log = labels[state]! < 0 ? none : logs[start + labels[state]!]!;
      if (!last) {
        if (state < 2) own[state] = log;
        continue;
      }
      let sum = last[state]!;
      if (state > 0) sum = either(sum, last[state - 1]!);
      if (leaps[state]) sum = either(sum, last[state - 2]!);
      own[state] = sum + log;
    }
    ways.push(own);
    last = own;
  }
  return ways;
}

/** Whether a label may follow the character before its own, over nothing. */
function mayLeap(state: number, labels: readonly number[]): boolean {
  return state % 2 === 1 && state > 1 && labels[state] !== labels[state - 2];
}

/** From which labels a column's label may follow: itself, the one before, and over nothing another character. */
function sourcesOf(state: number, labels: readonly number[]): readonly number[] {
  const leap = mayLeap(state, labels) ? [state - 2] : [];
  return [state, state - 1, ...leap].filter((from) => from >= 0);
}

/** The best of them. */
function before(state: number, labels: readonly number[], ways: Float64Array): number {
  return sourcesOf(state, labels).reduce((best, from) => (ways[from]! > ways[best]! ? from : best), state);
}

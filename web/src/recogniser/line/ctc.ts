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

/** What ends in nothing, and what ends in its last character: equal characters merge only in the latter. */
interface Ways {
  blank: number;
  character: number;
}

const none = -Infinity;
const sumOf = ({ blank, character }: Ways) => addLogs(blank, character);

/** The most probable texts, the best first.
 * @param mayBegin whether a text that is looked for may begin so */
export function decode(
  { characters, logs }: Columns,
  mayBegin: (text: string) => boolean = () => true,
): readonly Decoded[] {
  const stride = characters.length + 1;
  let beam = new Map<string, Ways>([["", { blank: 0, character: none }]]);
  for (let start = 0; start < logs.length; start += stride) {
    const column = logs.subarray(start, start + stride);
    const next = new Map<string, Ways>();
    for (const [text, ways] of foremost(beam)) {
      add(next, text, "blank", sumOf(ways) + column[stride - 1]!);
      for (let index = 0; index < stride - 1; index++) {
        const log = column[index]!;
        const character = characters[index]!;
        const isSame = text.endsWith(character);
        if (isSame) add(next, text, "character", ways.character + log);
        if (log > leastLog && mayBegin(text + character))
          add(next, text + character, "character", (isSame ? ways.blank : sumOf(ways)) + log);
      }
    }
    beam = next;
  }
  return foremost(beam).map(([text, ways]) => ({ text, logProbability: sumOf(ways) }));
}

function add(beam: Map<string, Ways>, text: string, end: keyof Ways, log: number): void {
  if (log === none) return;
  const ways = beam.get(text) ?? { blank: none, character: none };
  ways[end] = addLogs(ways[end], log);
  beam.set(text, ways);
}

function foremost(beam: ReadonlyMap<string, Ways>): readonly (readonly [string, Ways])[] {
  return Array.from(beam)
    .sort(([, a], [, b]) => sumOf(b) - sumOf(a))
    .slice(0, beamWidth);
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
  const ways: Float64Array[] = [];
  for (let start = 0; start < logs.length; start += stride) {
    const last = ways.at(-1);
    const own = new Float64Array(labels.length).fill(none);
    labels.forEach((label, state) => {
      const log = label < 0 ? none : logs[start + label]!;
      if (!last) own[state] = state < 2 ? log : none;
      else own[state] = sourcesOf(state, labels).reduce((sum, from) => either(sum, last[from]!), none) + log;
    });
    ways.push(own);
  }
  return ways;
}

/** From which labels a column's label may follow: itself, the one before, and over nothing another character. */
function sourcesOf(state: number, labels: readonly number[]): readonly number[] {
  const mayLeap = state % 2 === 1 && state > 1 && labels[state] !== labels[state - 2];
  return [state, state - 1, ...(mayLeap ? [state - 2] : [])].filter((from) => from >= 0);
}

/** The best of them. */
function before(state: number, labels: readonly number[], ways: Float64Array): number {
  return sourcesOf(state, labels).reduce((best, from) => (ways[from]! > ways[best]! ? from : best), state);
}

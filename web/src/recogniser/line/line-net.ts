/** Asks the line net of a strip: what each of its columns may be. */
import type { Graph } from "../graph";
import type { ModelFiles } from "../model-files";
import { ModelLoadError, type InkImage, type PlacedInk } from "../types";
import { decode, type Columns, type Decoded } from "./ctc";
import { formOf } from "./forms";
import type { LineContract } from "./line-contract";
import { stripHeight } from "./strip";

export interface LineNet {
  readonly contract: LineContract;
  /** Logits of a strip: columns x characters and nothing. */
  logits(strip: InkImage): Promise<Float32Array>;
  /** What each column of a strip may be, and what the whole.
   * @param mayBegin whether a text that is looked for may begin so */
  read(strip: PlacedInk, mayBegin?: (text: string) => boolean): Promise<SeenLine>;
}

/** A line as the line net sees it. */
export interface SeenLine extends Columns {
  /** The most probable of the texts that are looked for, the best first; one or more. */
  readonly texts: readonly Decoded[];
  /** Where a column's middle lies, in the source's units. */
  placeOf(column: number): number;
  /** The logarithm of how usual a text's form is. */
  formOf(text: string): number;
}

/** Run a line net that is loaded.
 * @throws ModelLoadError where it isn't what its contract promises */
export async function startLineNet(
  { contract, ...files }: ModelFiles<LineContract>,
  loadGraph: (files: Pick<ModelFiles, "graph" | "shards">) => Promise<Graph>,
): Promise<LineNet> {
  const graph = await loadGraph(files);
  const outputs = contract.characters.length + 1;
  if (graph.inputShape[1] !== stripHeight || graph.outputShapes["logits"]?.[3] !== outputs) {
    throw new ModelLoadError(
      `The line net breaks its contract: expected strips ${stripHeight} high and ${outputs} logits a column. Run make train ARCH=line to export it again.`,
    );
  }
  const logits = (strip: InkImage) => run(graph, strip);
  return {
    contract,
    logits,
    read: async (strip, mayBegin) => seenOf(await logits(strip.image), contract, strip, mayBegin),
  };
}

async function run(graph: Graph, { width, ink }: InkImage): Promise<Float32Array> {
  const [logits] = await graph.run(ink, [1, stripHeight, width, 1], ["logits"]); // 1 x 1 x columns x outputs
  return logits!.values;
}

function seenOf(
  logits: Float32Array,
  { characters, columns, forms }: LineContract,
  { left, scale }: PlacedInk,
  mayBegin?: (text: string) => boolean,
): SeenLine {
  const held = { characters, logs: logSoftmax(logits, characters.length + 1) };
  return {
    ...held,
    texts: decode(held, mayBegin),
    placeOf: (column) => left + (columns.first + column * columns.step) / scale,
    formOf: (text) => formOf(text, forms),
  };
}

/** Logarithms of the softmax of each row of logits. */
function logSoftmax(logits: Float32Array, stride: number): Float32Array {
  const logs = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += stride) {
    const row = logits.subarray(start, start + stride);
    const highest = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - highest), 0);
    logs.set(
      row.map((value) => value - highest - Math.log(sum)),
      start,
    );
  }
  return logs;
}

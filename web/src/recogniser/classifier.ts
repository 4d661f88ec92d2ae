/** Runs the exported digit net: grids to logits and calibrated probabilities. */
import { checkGraph, type Contract } from "./contract";
import { loadGraph, type Graph, type InputShape } from "./graph";
import { layersOf, type LayerNode } from "./layers";
import type { ModelFiles } from "./model-files";
import { digitCount, gridLength, gridSide, ModelLoadError, type Activation, type Layer } from "./types";
import { inOneRow, rowsOf } from "./rows";
import { meanOf, viewOf } from "./views";

/** What the net says of a grid. */
export interface Judgement {
  /** 0 to 9, or null where it refuses to say. */
  readonly digit: number | null;
  /** Calibrated probability of the most probable digit, 0 to 1. */
  readonly confidence: number;
  /** Calibrated probabilities of the digits 0 to 9. */
  readonly probabilities: readonly number[];
}

export interface Classifier {
  readonly contract: Contract;
  /** n x 784 grids (0 = paper, 1 = ink) to n x 10 logits, of the grids as they are. */
  logits(grids: Float32Array): Promise<Float32Array>;
  /** n x 784 grids (0 = paper, 1 = ink) to n x 10 calibrated probabilities. */
  probabilities(grids: Float32Array): Promise<Float32Array>;
  /** Grids of 784 (0 = paper, 1 = ink) to judgements, each of all the views that the contract names. What was glanced at
   * isn't looked at again as it is. */
  judge(grids: readonly Float32Array[]): Promise<readonly Judgement[]>;
  /** Grids of 784 to judgements of the grids as they are: for the many candidates of a line. */
  glance(grids: readonly Float32Array[]): Promise<readonly Judgement[]>;
  /** The layers, from the first that sees the ink to the logits. */
  readonly layers: readonly Layer[];
  /** One grid (0 = paper, 1 = ink) to what each layer makes of it, in the layers' order. */
  activations(grid: Float32Array): Promise<readonly Activation[]>;
  dispose(): void;
}

/** What reads lines: their many candidates at a glance, and those that are chosen by all views. */
export type LineClassifier = Pick<Classifier, "glance" | "judge">;

/** Grids run at once: memory stays bounded, and larger batches were no faster. */
const batchSize = 256;

/** Load the graph into the started backend, check it against its contract and run it once.
 * @throws ModelLoadError */
export async function loadClassifier(files: ModelFiles): Promise<Classifier> {
  try {
    return await startGraph(files);
  } catch (error) {
    if (error instanceof ModelLoadError) throw error;
    throw new ModelLoadError(`The model can't be run here: ${(error as Error).message}`);
  }
}

async function startGraph(files: ModelFiles): Promise<Classifier> {
  const { contract } = files;
  const graph = await loadGraph(files);
  checkGraph(contract, { input: graph.inputShape, outputs: graph.outputShapes });
  const nodes = layersOf(files.graph, contract.architecture);
  const known: Known = new WeakMap();
  // Kernels are compiled at their first run: let it be this one, not a person's first stroke.
  const first = await runLayers(graph, nodes, new Float32Array(gridLength));
  return {
    contract,
    layers: nodes.map(({ name, kind, parameters }, i) => ({
      name,
      kind,
      shape: first[i]!.shape,
      parameters,
    })),
    logits: (grids) => runInBatches(graph, grids),
    probabilities: async (grids) =>
      softmax(
        await runViews(graph, rowsOf(grids, gridLength), contract, new WeakMap()),
        contract.temperature,
      ),
    judge: async (grids) => judge(await runViews(graph, grids, contract, known), contract),
    async glance(grids) {
      const logits = await runInBatches(graph, inOneRow(grids));
      rowsOf(logits, digitCount).forEach((row, index) => known.set(grids[index]!, row));
      return judge(logits, contract);
    },
    activations: (grid) => runLayers(graph, nodes, grid),
    dispose: () => graph.dispose(),
  };
}

/** The logits of grids as they are. */
type Known = WeakMap<Float32Array, Float32Array>;

/** n grids to n x 10: the mean logits of each grid's views. */
async function runViews(
  graph: Graph,
  grids: readonly Float32Array[],
  { views }: Contract,
  known: Known,
): Promise<Float32Array> {
  const means: Float32Array[] = [];
  // What views add to memory stays bounded too.
  for (let start = 0; start < grids.length; start += batchSize) {
    const batch = grids.slice(start, start + batchSize);
    const isKnown = (grid: Float32Array, angle: number) => angle === 0 && known.has(grid);
    const unseen = batch.flatMap((grid) =>
      views.filter((angle) => !isKnown(grid, angle)).map((angle) => viewOf(grid, angle)),
    );
    const rows = rowsOf(await runInBatches(graph, inOneRow(unseen)), digitCount).values();
    for (const grid of batch) {
      means.push(
        meanOf(views.map((angle) => (isKnown(grid, angle) ? known.get(grid)! : rows.next().value!))),
      );
    }
  }
  return inOneRow(means);
}

/** n x 784 to n x 10, a batch at a time. */
async function runInBatches(graph: Graph, grids: Float32Array): Promise<Float32Array> {
  const count = grids.length / gridLength;
  const logits = new Float32Array(count * digitCount);
  for (let start = 0; start < count; start += batchSize) {
    const batch = grids.subarray(start * gridLength, (start + batchSize) * gridLength);
    logits.set(await run(graph, batch), start * digitCount);
  }
  return logits;
}

async function run(graph: Graph, grids: Float32Array): Promise<Float32Array> {
  const [logits] = await graph.run(grids, shapeOf(grids), ["logits"]); // n x 10
  return logits!.values;
}

/** One grid to the output of each layer. */
async function runLayers(
  graph: Graph,
  layers: readonly LayerNode[],
  grid: Float32Array,
): Promise<readonly Activation[]> {
  const outputs = await graph.run(
    grid,
    shapeOf(grid),
    layers.map(({ node }) => node),
  );
  return outputs.map(({ shape, values }, i) => ({
    layer: layers[i]!.name,
    shape: shape.slice(1),
    // On the cpu backend a layer that only reshapes gives its input's own memory, which can be transferred but once.
    values: values.slice(),
  }));
}

/** n x 28 x 28 x 1 */
function shapeOf(grids: Float32Array): InputShape {
  return [grids.length / gridLength, gridSide, gridSide, 1];
}

/** Judgement of each row of n x 10 logits. */
function judge(logits: Float32Array, { temperature, refusalThreshold }: Contract): readonly Judgement[] {
  const all = softmax(logits, temperature);
  return Array.from({ length: all.length / digitCount }, (_, row) => {
    const probabilities = Array.from(all.subarray(row * digitCount, (row + 1) * digitCount));
    const confidence = Math.max(...probabilities);
    const digit = confidence >= refusalThreshold ? probabilities.indexOf(confidence) : null;
    return { digit, confidence, probabilities };
  });
}

/** Softmax of each row of n x 10 logits divided by the temperature. */
function softmax(logits: Float32Array, temperature: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += digitCount) {
    const row = logits.subarray(start, start + digitCount);
    const highest = Math.max(...row);
    const powers = Array.from(row, (logit) => Math.exp((logit - highest) / temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    probabilities.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return probabilities;
}

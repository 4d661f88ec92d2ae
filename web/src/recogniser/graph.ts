/** Runs exported graphs. Beside the backends, the only importer of TensorFlow.js. */
import { loadGraphModel, type GraphModel } from "@tensorflow/tfjs-converter";
import { dispose, tensor4d, tidy, type io } from "@tensorflow/tfjs-core";
import type { ModelFiles } from "./model-files";
import { ModelLoadError } from "./types";

/** What a node gives. */
export interface Output {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** n x height x width x channels. */
export type InputShape = readonly [count: number, height: number, width: number, channels: number];

/** A loaded graph of one input. */
export interface Graph {
  /** As its signature names them; -1 where a dimension is free. */
  readonly inputShape: readonly number[];
  readonly outputShapes: Readonly<Record<string, readonly number[]>>;
  /** What the named nodes or outputs give for an input. */
  run(input: Float32Array, shape: InputShape, nodes: readonly string[]): Promise<readonly Output[]>;
  dispose(): void;
}

/** Load a graph into the started backend.
 * @throws ModelLoadError where its files don't go together */
export async function loadGraph({ graph, shards }: Pick<ModelFiles, "graph" | "shards">): Promise<Graph> {
  const weightData = graph.weightsManifest.flatMap((group) => group.paths).map((path) => shards.get(path));
  if (weightData.includes(undefined)) {
    throw new ModelLoadError("model.json names weight files that its contract.json does not.");
  }
  const artifacts: io.ModelArtifacts = {
    modelTopology: graph.modelTopology,
    signature: graph.signature,
    weightSpecs: graph.weightsManifest.flatMap((group) => group.weights) as io.WeightsManifestEntry[],
    weightData: weightData as ArrayBuffer[],
  };
  const model = await loadGraphModel({ load: () => Promise.resolve(artifacts) });
  return {
    inputShape: model.inputs[0]?.shape ?? [],
    outputShapes: outputShapesOf(model),
    run: (input, shape, nodes) => execute(model, input, shape, nodes),
    dispose: () => model.dispose(),
  };
}

/** The shapes that the graph's own signature names. */
function outputShapesOf(model: GraphModel): Graph["outputShapes"] {
  const signature = model.modelSignature as {
    outputs?: Record<string, { tensorShape: { dim: { size: string }[] } }>;
  };
  return Object.fromEntries(
    Object.entries(signature.outputs ?? {}).map(([name, { tensorShape }]) => [
      name,
      tensorShape.dim.map(({ size }) => Number(size)),
    ]),
  );
}

async function execute(
  model: GraphModel,
  input: Float32Array,
  shape: InputShape,
  nodes: readonly string[],
): Promise<readonly Output[]> {
  const outputs = tidy(() => [model.execute(tensor4d(input, [...shape]), [...nodes])].flat());
  try {
    return await Promise.all(
      outputs.map(async (output) => ({ shape: output.shape, values: (await output.data()) as Float32Array })),
    );
  } finally {
    dispose(outputs);
  }
}

/** Finds the layers of an exported graph: what the trainer called them, which nodes end them, and what they weigh. */
import type { GraphFile } from "./model-files";
import type { Layer, LayerKind } from "./types";

/** A layer as the graph's file tells of it; what comes out of it shows when it runs. */
export interface LayerNode extends Omit<Layer, "shape"> {
  /** The node that gives the layer's output. */
  readonly node: string;
}

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

const kindsByOp: Readonly<Record<string, LayerKind>> = {
  Conv2D: "convolution",
  _FusedConv2D: "convolution",
  MaxPool: "pooling",
  Mean: "averaging",
  Reshape: "flattening",
  MatMul: "dense",
  _FusedMatMul: "dense",
};

/** What the converter didn't fuse into the layer that it belongs to: it does so unless a bias is all zeros. */
const finishingOps = ["BiasAdd", "AddV2", "Mul", "Relu"];

/** The graph's layers, from the first that sees the ink to the logits. */
export function layersOf(graph: GraphFile, architecture: string): readonly LayerNode[] {
  const weights = weightsByName(graph);
  const layers: LayerNode[] = [];
  for (const node of nodesUpTo(outputOf(graph, "logits"), graph)) {
    const own = (node.input ?? []).flatMap((name) => weights.get(nodeName(name)) ?? []);
    const parameters = own.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    const kind = kindsByOp[node.op];
    const last = layers.at(-1);
    if (kind) {
      const name = layerName(own[0]?.name ?? node.name, architecture) ?? node.name;
      layers.push({ name: unlike(layers, name), kind, parameters, node: node.name });
    } else if (last && finishingOps.includes(node.op)) {
      layers[layers.length - 1] = { ...last, parameters: last.parameters + parameters, node: node.name };
    }
  }
  return layers;
}

/** What was learned: whole numbers in a graph are axes and shapes. */
function weightsByName({ weightsManifest }: GraphFile): ReadonlyMap<string, Weight> {
  const weights = weightsManifest.flatMap((group) => group.weights) as readonly Weight[];
  return new Map(weights.filter(({ dtype }) => dtype !== "int32").map((weight) => [weight.name, weight]));
}

/** The nodes that an output needs, each after those that feed it. */
function nodesUpTo(output: string, { modelTopology }: GraphFile): readonly GraphNode[] {
  const { node: nodes = [] } = modelTopology as { node?: readonly GraphNode[] };
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered = new Set<GraphNode>();
  const visit = (name: string) => {
    const node = byName.get(nodeName(name));
    if (!node || ordered.has(node)) return;
    node.input?.forEach(visit);
    ordered.add(node);
  };
  visit(output);
  return [...ordered];
}

function outputOf({ signature }: GraphFile, key: string): string {
  const { outputs } = signature as { outputs?: Record<string, { name: string }> };
  return outputs?.[key]?.name ?? "";
}

/** An input names a node and which of its outputs: "^node" where it only waits for it, "node:1" for the second. */
function nodeName(input: string): string {
  return input.replace(/^\^|:\d+$/g, "");
}

/** conv1 of "StatefulPartitionedCall/compact_1/conv1_1/convolution/merged_input": the converter appends the numbers.
 *  Undefined where the path doesn't lead through the architecture. */
function layerName(path: string, architecture: string): string | undefined {
  const parts = path.split("/").map((part) => part.replace(/_\d+$/, ""));
  const net = parts.indexOf(architecture);
  return net < 0 ? undefined : parts[net + 1];
}

/** The name, numbered where a layer bears it already: a trainer's one layer may be several here. */
function unlike(layers: readonly LayerNode[], name: string): string {
  const isTaken = (wanted: string) => layers.some((layer) => layer.name === wanted);
  let unlike = name;
  for (let number = 2; isTaken(unlike); number++) unlike = `${name} ${number}`;
  return unlike;
}

import { describe, expect, test } from "vitest";
import { layersOf } from "./layers";
import type { GraphFile } from "./model-files";

type Node = readonly [op: string, name: string, ...input: string[]];
type Weight = readonly [name: string, shape: readonly number[], dtype?: string];

/** A graph of one output, `logits`, that the last of the nodes gives. */
function graphOf(nodes: readonly Node[], weights: readonly Weight[]): GraphFile {
  const consts = weights.map(([name]) => ({ op: "Const", name }));
  return {
    modelTopology: { node: [...nodes.map(([op, name, ...input]) => ({ op, name, input })), ...consts] },
    signature: { outputs: { logits: { name: `${nodes.at(-1)![1]}:0` } } },
    weightsManifest: [
      { paths: [], weights: weights.map(([name, shape, dtype = "float32"]) => ({ name, shape, dtype })) },
    ],
  };
}

describe("the layers of a graph", () => {
  test("are named as in the trainer, with the parameters of what was folded into them", () => {
    const graph = graphOf(
      [
        ["Placeholder", "ink"],
        ["_FusedConv2D", "net_1/conv1_relu_1/Relu", "ink", "net_1/conv1_1/merged", "net_1/conv1_norm_1/sub"],
        ["Mean", "net_1/features_1/Mean", "net_1/conv1_relu_1/Relu", "net_1/features_1/axes"],
        [
          "_FusedMatMul",
          "net_1/logits_1/BiasAdd",
          "net_1/features_1/Mean",
          "net_1/logits_1/w",
          "net_1/logits_1/b",
        ],
        ["Identity", "Identity_1", "net_1/logits_1/BiasAdd"],
      ],
      [
        ["net_1/conv1_1/merged", [3, 3, 1, 16]],
        ["net_1/conv1_norm_1/sub", [16]],
        ["net_1/features_1/axes", [2], "int32"],
        ["net_1/logits_1/w", [16, 10]],
        ["net_1/logits_1/b", [10]],
      ],
    );
    expect(layersOf(graph, "net")).toEqual([
      { name: "conv1", kind: "convolution", parameters: 160, node: "net_1/conv1_relu_1/Relu" },
      { name: "features", kind: "averaging", parameters: 0, node: "net_1/features_1/Mean" },
      { name: "logits", kind: "dense", parameters: 170, node: "net_1/logits_1/BiasAdd" },
    ]);
  });

  test("end where what was not fused into them ends", () => {
    const graph = graphOf(
      [
        ["MatMul", "net/logits/MatMul", "ink", "net/logits/w"],
        ["BiasAdd", "net/logits/BiasAdd", "net/logits/MatMul", "net/logits/b"],
      ],
      [
        ["net/logits/w", [784, 10]],
        ["net/logits/b", [10]],
      ],
    );
    expect(layersOf(graph, "net")).toEqual([
      { name: "logits", kind: "dense", parameters: 7850, node: "net/logits/BiasAdd" },
    ]);
  });

  test("have their nodes' names where the architecture is none of the graph's own", () => {
    const graph = graphOf(
      [
        ["_FusedConv2D", "call/net/conv/Relu", "ink", "call/net/conv/w"],
        ["_FusedMatMul", "call/net", "call/net/conv/Relu"],
      ],
      [["call/net/conv/w", [3, 3, 1, 4]]],
    );
    const names = (architecture: string) => layersOf(graph, architecture).map(({ name }) => name);
    expect(names("compact")).toEqual(["call/net/conv/Relu", "call/net"]);
    expect(names("net")).toEqual(["conv", "call/net"]);
  });

  test("are numbered where several have one name", () => {
    const nodes = ["a", "b", "c"].map((part, i): Node => [
      "MaxPool",
      `net/pool/${part}`,
      i ? `net/pool/${"ab"[i - 1]}` : "ink",
    ]);
    expect(layersOf(graphOf(nodes, []), "net").map(({ name }) => name)).toEqual(["pool", "pool 2", "pool 3"]);
  });

  test("come in the order in which they run, and each but once, however the file lists them", () => {
    const graph = graphOf(
      [
        ["MaxPool", "net/pool/MaxPool", "net/conv/Relu"],
        ["_FusedConv2D", "net/conv/Relu", "ink", "net/conv/w"],
        ["Shape", "net/flatten/Shape", "net/pool/MaxPool"],
        ["Reshape", "net/flatten/Reshape", "net/pool/MaxPool", "net/flatten/Shape"],
      ],
      [["net/conv/w", [3, 3, 1, 4]]],
    );
    expect(layersOf(graph, "net").map(({ name }) => name)).toEqual(["conv", "pool", "flatten"]);
  });
});

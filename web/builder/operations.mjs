/** What TensorFlow.js needs for each operation of an exported graph, so that the site holds no more of it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "./error.mjs";

/** By the name that model.json has for it: the group in which the converter keeps it (tfjs-converter's op_list and
 *  executors), the functions of tfjs-core that its executor calls, and the kernels that run it, those that a wasm kernel
 *  calls included, since only registered ones are set up.
 *  @type {Readonly<Record<string, { group: string, functions?: readonly string[], kernels?: readonly string[] }>>} */
export const operations = {
  AddV2: { group: "arithmetic", functions: ["add"], kernels: ["Add"] },
  Const: { group: "graph" },
  DepthToSpace: { group: "transformation", functions: ["depthToSpace"], kernels: ["DepthToSpace"] },
  Identity: { group: "graph", kernels: ["Identity"] },
  MaxPool: { group: "convolution", functions: ["maxPool"], kernels: ["MaxPool"] },
  Mean: { group: "reduction", functions: ["mean"], kernels: ["Mean", "Transpose"] },
  Pack: { group: "slice_join", functions: ["reshape", "squeeze", "stack"], kernels: ["Pack", "Reshape"] },
  Placeholder: { group: "graph" },
  Reshape: { group: "transformation", functions: ["reshape"], kernels: ["Reshape"] },
  Shape: { group: "graph", functions: ["tensor1d"] },
  StridedSlice: { group: "slice_join", functions: ["stridedSlice"], kernels: ["StridedSlice"] },
  FusedDepthwiseConv2dNative: {
    group: "convolution",
    functions: ["fused.depthwiseConv2d"],
    kernels: ["FusedDepthwiseConv2D"],
  },
  Relu: { group: "basic_math", functions: ["relu"], kernels: ["Relu"] },
  _FusedConv2D: { group: "convolution", functions: ["fused.conv2d"], kernels: ["FusedConv2D"] },
  _FusedMatMul: { group: "matrices", functions: ["fused.matMul"], kernels: ["_FusedMatMul", "Reshape"] },
};

/** The names of the operations in a folder of exported models, in order.
 * @param {string} folder
 * @param {readonly string[]} architectures the models' own folders in it
 * @throws BuildError where the table above lacks one */
export async function readOperations(folder, architectures) {
  const graphs = await Promise.all(
    architectures.map(async (architecture) => {
      const names = operationsOf(await readGraph(join(folder, architecture)));
      const unknown = names.find((name) => !Object.hasOwn(operations, name));
      if (unknown) {
        throw new BuildError(
          `The ${architecture} model uses the operation ${unknown}, which the site doesn't hold: ` +
            "add what it needs to the table in web/builder/operations.mjs.",
        );
      }
      return names;
    }),
  );
  return [...new Set(graphs.flat())].sort();
}

async function readGraph(folder) {
  try {
    return JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
  } catch (error) {
    throw new BuildError(`${join(folder, "model.json")} can't be read (${error.message}): run make train.`);
  }
}

/** Those of the graph itself and of the functions that it may call. */
function operationsOf({ modelTopology }) {
  const functions = modelTopology.library?.function ?? [];
  const nodes = [...modelTopology.node, ...functions.flatMap(({ nodeDef }) => nodeDef)];
  return nodes.map(({ op }) => op);
}

/** Cuts TensorFlow.js to what the exported graphs need while esbuild bundles it, as its own custom_module tool does:
 *  where a file of it lists all that there is, esbuild reads a shorter list. */
import { readFile } from "node:fs/promises";
import { operations } from "./operations.mjs";

/** tfjs-core's names that stand for a whole file. Imported from that file itself, only what is used of it stays;
 *  passed on by tfjs-core's front, esbuild keeps all. */
const filesOfCore = {
  backend_util: "backends/backend_util",
  broadcast_util: "ops/broadcast_util",
  io: "io/io",
  kernel_impls: "backends/kernel_impls",
  slice_util: "ops/slice_util",
  tensor_util: "tensor_util",
  util: "util",
};

/** An esbuild plugin that keeps of TensorFlow.js what the named operations need.
 * @param {readonly string[]} names keys of the table in operations.mjs
 * @returns {import("esbuild").Plugin} */
export function trimTensorFlow(names) {
  const lists = shortLists(names);
  return {
    name: "trim-tensorflow",
    setup(build) {
      build.onLoad({ filter: /[\\/]@tensorflow[\\/]tfjs-.*\.js$/ }, async ({ path }) => {
        const file = path.replaceAll("\\", "/").replace(/.*\/@tensorflow\//, "");
        return { contents: (await lists(file)) ?? importFiles(await readFile(path, "utf8")) };
      });
    },
  };
}

/** What to read in place of a file of @tensorflow; undefined where it stays as it is. */
function shortLists(names) {
  const needs = names.map((name) => operations[name]);
  const groups = [...new Set(needs.map(({ group }) => group))];
  const functions = [...new Set(needs.flatMap((need) => need.functions ?? []))];
  const kernels = [...new Set(needs.flatMap((need) => need.kernels ?? []))];
  const files = new Map([
    ["tfjs-core/dist/index.js", `import "./base_side_effects"; export * from "./base";`],
    ["tfjs-core/dist/ops/ops_for_converter.js", exportFunctions(functions)],
    // The rest of io fetches and stores models: the recogniser fetches its own, and stores none.
    ["tfjs-core/dist/io/io.js", `export { decodeWeights } from "./io_utils";`],
    [
      "tfjs-core/dist/io/model_management.js",
      "export const ModelStoreManagerRegistry = { registerManager() {} };",
    ],
    [
      "tfjs-core/dist/io/local_storage.js",
      "export class BrowserLocalStorage {} export class BrowserLocalStorageManager {}",
    ],
    [
      "tfjs-core/dist/io/indexed_db.js",
      "export class BrowserIndexedDB {} export class BrowserIndexedDBManager {}",
    ],
    ["tfjs-converter/dist/operations/operation_executor.js", executeGroups(groups)],
    ["tfjs-backend-wasm/dist/register_all_kernels.js", registerKernels(kernels)],
    ["tfjs-backend-cpu/dist/index.js", `import "./base"; import "./register_all_kernels";`],
    ["tfjs-backend-cpu/dist/register_all_kernels.js", registerKernels(kernels)],
    // Threads need headers that static hosts don't send.
    ["tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js", "export default null;"],
    [
      "tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js",
      "export const wasmWorkerContents = '';",
    ],
  ]);
  return (file) => {
    const [, group] = /^tfjs-converter\/dist\/operations\/op_list\/(\w+)\.js$/.exec(file) ?? [];
    return group ? listOperations(group, names) : files.get(file);
  };
}

/** Import by its own file what stands for one. */
function importFiles(source) {
  return source.replace(/^import \{([^}]*)\} from '@tensorflow\/tfjs-core';/gm, (_, list) => {
    const names = list.split(",").map((name) => name.trim());
    const others = names.filter((name) => !Object.hasOwn(filesOfCore, name));
    const files = names.filter((name) => Object.hasOwn(filesOfCore, name));
    return [
      `import { ${others.join(", ")} } from "@tensorflow/tfjs-core";`,
      ...files.map((name) => `import * as ${name} from "@tensorflow/tfjs-core/dist/${filesOfCore[name]}";`),
    ].join("\n");
  });
}

/** The functions that executors find by name: "fused.conv2d" is conv2d of the group fused. */
function exportFunctions(functions) {
  const fused = functions.flatMap((name) => /^fused\.(\w+)$/.exec(name)?.[1] ?? []);
  const plain = functions.filter((name) => !name.startsWith("fused."));
  return [
    `export { ${plain.join(", ")} } from "./ops";`,
    `import { ${fused.join(", ")} } from "./fused_ops";`,
    `export const fused = { ${fused.join(", ")} };`,
  ].join("\n");
}

/** tfjs-converter's executeOp, of these groups and no others. */
function executeGroups(groups) {
  return [
    `import { tidy } from "@tensorflow/tfjs-core";`,
    ...groups.map((group) => `import { executeOp as ${group} } from "./executors/${group}_executor";`),
    `const groups = { ${groups.join(", ")} };`,
    // An own model comes after the build, which would have told of it.
    `export const executeOp = (node, tensorMap, context) => {`,
    `  const group = groups[node.category];`,
    "  if (!group) throw new Error(`The operation ${node.op} of the graph isn't in this site's TensorFlow.js.`);",
    `  return tidy(() => [group(node, tensorMap, context)].flat());`,
    `};`,
  ].join("\n");
}

function registerKernels(kernels) {
  // MaxPool's is maxPoolConfig, _FusedMatMul's _fusedMatMulConfig.
  const configs = kernels.map((name) => `${name.replace(/[A-Z]/, (letter) => letter.toLowerCase())}Config`);
  return [
    `import { registerKernel } from "@tensorflow/tfjs-core";`,
    ...kernels.map((name, i) => `import { ${configs[i]} } from "./kernels/${name}";`),
    `for (const config of [${configs.join(", ")}]) registerKernel(config);`,
  ].join("\n");
}

/** What the converter knows of the named operations in one of its groups: how to read their inputs and attributes. */
async function listOperations(group, names) {
  const { json } = await import(`@tensorflow/tfjs-converter/dist/operations/op_list/${group}.js`);
  return `export const json = ${JSON.stringify(json.filter(({ tfOpName }) => names.includes(tfOpName)))};`;
}

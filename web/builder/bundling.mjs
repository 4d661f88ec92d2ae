/** Bundles TypeScript and styles by esbuild, for the site and for Node. */
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { replaceFolder } from "./replace-folder.mjs";

/** Every browser has had SIMD instructions since early 2023; one that hasn't reads on the cpu backend, 4 ms a digit. */
const wasmName = "tfjs-backend-wasm-simd.wasm";

/** Where the package of the wasm backend has its binary.
 * @param {string} web */
export function wasmFileOf(web) {
  return join(web, "node_modules/@tensorflow/tfjs-backend-wasm/dist", wasmName);
}

/** What all bundles have in common.
 * @param {string} web
 * @returns {import("esbuild").BuildOptions & { metafile: true }} */
export function bundlingFor(web) {
  return {
    absWorkingDir: web,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    // All licences stand in third-party-licences.txt.
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  };
}

/** Bundle entry points; all output is flat, so that import.meta.url means the site's root in every chunk.
 *  @param {string} web
 *  @param {string} folder
 *  @param {Record<string, string>} entryPoints
 *  @param {Pick<import("esbuild").BuildOptions, "define" | "entryNames" | "plugins" | "splitting">} options */
export async function bundle(web, folder, entryPoints, options) {
  const { metafile } = await build({
    ...bundlingFor(web),
    entryPoints,
    outdir: folder,
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "file", ".png": "file", ".webp": "file", ".woff2": "file" },
    ...options,
  });
  return describe(metafile);
}

/** @param {import("esbuild").Metafile} metafile */
function describe(metafile) {
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({
    ...output,
    name: basename(path),
  }));
  const outputOf = (entryPoint) =>
    /** @type {(typeof outputs)[number]} */ (outputs.find((output) => output.entryPoint === entryPoint));
  return {
    /** The sources of which something is left in the output. */
    inputs: outputs.flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
    nameOf: (entryPoint) => outputOf(entryPoint).name,
    /** The chunks that an entry point can't start without. */
    chunksOf: (entryPoint) =>
      outputOf(entryPoint)
        .imports.filter(({ kind }) => kind === "import-statement")
        .map(({ path }) => basename(path)),
  };
}

/** TensorFlow.js under Node asks for names that only CommonJS modules have. */
const commonJsNames = `import { createRequire } from "node:module";
const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** Write the recogniser as a command for Python.
 *  @param {string} web
 *  @param {string} target */
export async function buildNode(web, target) {
  await replaceFolder(target, async (folder) => {
    await build({
      ...bundlingFor(web),
      entryPoints: ["src/node/main.ts"],
      outfile: join(folder, "main.mjs"),
      platform: "node",
      target: "node20",
      // esbuild prefers CommonJS under Node; two copies of tfjs-core would be loaded then, and find no backend.
      mainFields: ["module", "main"],
      banner: { js: commonJsNames },
      define: { WASM_NAME: JSON.stringify(wasmName) },
    });
    await cp(wasmFileOf(web), join(folder, wasmName));
  });
}

/** Builds the static site: `node build.mjs` writes ../build/site; `--watch` serves and rebuilds it on every save;
 *  `--node` writes only ../build/node, the recogniser as a command for the trainer. */
import { createHash } from "node:crypto";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { aboutPanel, ownerOf, previewTags, titleOf } from "./builder/about-page.mjs";
import { readAbout } from "./builder/about.mjs";
import { BuildError } from "./builder/error.mjs";
import { copyHashed, hashOf, writeHashed } from "./builder/hashed-files.mjs";
import { collectLicences } from "./builder/licences.mjs";
import { writeManifest } from "./builder/manifest.mjs";
import { readOperations } from "./builder/operations.mjs";
import { drawPreview } from "./builder/preview.mjs";
import { replaceFolder } from "./builder/replace-folder.mjs";
import { serveAndReload } from "./builder/server.mjs";
import { bundleServiceWorker, listForOffline } from "./builder/service-worker.mjs";
import { trimTensorFlow } from "./builder/tensorflow.mjs";
import { fillIn } from "./builder/wording.mjs";

const web = import.meta.dirname;
const modelsFolder = join(web, "model");
const outRoot = resolve(web, "../build");
const wasmFolder = join(web, "node_modules/@tensorflow/tfjs-backend-wasm/dist");
/** Every browser has had SIMD instructions since early 2023; one that hasn't reads on the cpu backend, 4 ms a digit. */
const wasmName = "tfjs-backend-wasm-simd.wasm";
/** The model that recogniser.js loads unless told otherwise. */
const defaultArchitecture = "compact";
const wasmWorkerEntry = "src/recogniser/wasm-worker.ts";
const cpuWorkerEntry = "src/recogniser/cpu-worker.ts";
const libraryEntry = "src/recogniser/index.ts";
const appEntry = "src/app/main.ts";
const licencesName = "third-party-licences.txt";
const serviceWorkerName = "service-worker.js";

/** @satisfies {import("esbuild").BuildOptions} */
const bundling = {
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

/** TensorFlow.js under Node asks for names that only CommonJS modules have. */
const commonJsNames = `import { createRequire } from "node:module";
const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** Write build/node: the recogniser as a command for Python. */
async function buildNode() {
  await replaceFolder(join(outRoot, "node"), async (folder) => {
    await build({
      ...bundling,
      entryPoints: ["src/node/main.ts"],
      outfile: join(folder, "main.mjs"),
      platform: "node",
      target: "node20",
      // esbuild prefers CommonJS under Node; two copies of tfjs-core would be loaded then, and find no backend.
      mainFields: ["module", "main"],
      banner: { js: commonJsNames },
    });
    await cp(join(wasmFolder, wasmName), join(folder, wasmName));
  });
}

/** Write a whole site into a folder that takes the former one's place only when it is done. */
async function buildSite(site, { isDev = false } = {}) {
  await replaceFolder(site, async (folder) => {
    const [about, text] = await Promise.all([readAbout(web), readWords()]);
    const architectures = await listArchitectures();
    const operations = await readOperations(modelsFolder, architectures);
    const [models, wasm] = await Promise.all([
      copyModels(architectures, folder),
      copyHashed(join(wasmFolder, wasmName), folder),
    ]);
    // Each worker is one file: whatever it had to import would be fetched after it.
    const trimmed = { splitting: false, plugins: [trimTensorFlow(operations)] };
    const workers = await bundle(
      folder,
      { "wasm-worker": wasmWorkerEntry, "cpu-worker": cpuWorkerEntry },
      trimmed,
    );
    const files = {
      workers: {
        wasm: await expectedFile(folder, workers.nameOf(wasmWorkerEntry)),
        cpu: await expectedFile(folder, workers.nameOf(cpuWorkerEntry)),
      },
      wasm: await expectedFile(folder, wasm),
      models,
    };
    const define = {
      SITE_FILES: JSON.stringify(files),
      // While the page is being written, one that was kept would be a stale one.
      SERVICE_WORKER: JSON.stringify(isDev ? "" : serviceWorkerName),
    };
    const page = await bundle(folder, { app: appEntry, style: "style.css" }, { define });
    // The entry for other people's pages keeps its name; no file of the site imports it.
    const library = await bundle(folder, { recogniser: libraryEntry }, { define, entryNames: "[name]" });
    const owned = await writeOwned(folder, about, text);
    await writeFile(join(folder, "index.html"), await writePage(folder, page, owned, files, isDev));
    const serviceWorker = await bundleServiceWorker(bundling);
    const inputs = [workers, page, library, serviceWorker].flatMap((bundled) => bundled.inputs);
    await writeFile(join(folder, licencesName), await collectLicences(web, [...new Set(inputs)]));
    if (isDev) return cp(join(web, "builder/no-service-worker.js"), join(folder, serviceWorkerName));
    const entries = await listForOffline(folder, (path) => isForOffline(path, models, owned.preview));
    await writeFile(join(folder, serviceWorkerName), serviceWorker.codeWith(entries));
  });
}

/** Whether the page may need a file without a network: of the models its own, and what others ask for not at all. */
function isForOffline(path, models, preview) {
  if ([preview, "recogniser.js"].includes(path)) return false;
  if (!path.startsWith("model/")) return true;
  return path.startsWith(models[defaultArchitecture].folder) && !/(\.png|\/parity\.json)$/.test(path);
}

async function readWords() {
  return JSON.parse(await readFile(join(web, "text.json"), "utf8"));
}

/** Write what about.json and the words decide besides the page; gives what the page says of it. */
async function writeOwned(folder, about, text) {
  const { picture, siteUrl } = about;
  const words = { title: text.page.title, name: ownerOf(about, text), line: about.line };
  const preview = siteUrl && (await writeHashed("preview.png", await drawPreview(web, words), folder));
  return {
    preview,
    portrait: picture && (await writeHashed(`portrait${picture.extension}`, picture.contents, folder)),
    words: { ...text, own: { title: titleOf(about, text) } },
    tags: [...previewTags(about, text, preview), ...(await writeManifest({ web, folder, about, text }))],
    panel: aboutPanel(about, text, picture ? "portrait" : "favicon.svg"),
  };
}

/** Bundle entry points by esbuild; all output is flat, so that import.meta.url means the site's root in every chunk.
 *  @param {string} folder
 *  @param {Record<string, string>} entryPoints
 *  @param {Pick<import("esbuild").BuildOptions, "define" | "entryNames" | "plugins" | "splitting">} options */
async function bundle(folder, entryPoints, options) {
  const { metafile } = await build({
    ...bundling,
    entryPoints,
    outdir: folder,
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "file", ".png": "file", ".webp": "file", ".woff2": "file" },
    ...options,
  });
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

/** The folders in web/model. */
async function listArchitectures() {
  const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => []);
  // An export under way keeps its unfinished folder here, under a name that begins with a dot.
  const architectures = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name);
  if (!architectures.includes(defaultArchitecture)) {
    throw new BuildError(`web/model/${defaultArchitecture} is missing: run make train.`);
  }
  return architectures;
}

/** Copy web/model/<arch> to model/<arch>-<hash of its contents>; gives them by architecture. */
async function copyModels(architectures, folder) {
  const models = {};
  for (const architecture of architectures) {
    const source = join(modelsFolder, architecture);
    const target = `model/${architecture}-${await hashOfFolder(source)}/`;
    const contract = JSON.parse(await readFile(join(source, "contract.json"), "utf8"));
    models[architecture] = {
      folder: target,
      contract: await expectedFile(source, "contract.json"),
      files: contract.files.map(({ name }) => name),
    };
    await cp(source, join(folder, target), { recursive: true });
  }
  return models;
}

/** What the page holds a file of the site to when it has fetched it. */
async function expectedFile(folder, name) {
  const contents = await readFile(join(folder, name));
  return { name, bytes: contents.length, sha256: createHash("sha256").update(contents).digest("hex") };
}

async function hashOfFolder(folder) {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const contents = await Promise.all(names.map(async (name) => [basename(name), await readFile(name)]));
  return hashOf(...contents.flat());
}

/** index.html with its words, its owner, the content security policy, hashed names, and hints at all that the first answer needs. */
async function writePage(folder, page, owned, files, isDev) {
  const source = await readFile(join(web, "index.html"), "utf8");
  const html = fillIn(source, owned.words).replace("<!-- about.json -->", () => owned.panel);
  const policy = (await readFile(join(web, "content-security-policy.txt"), "utf8")).trim();
  const tags = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    ...page.chunksOf(appEntry).map((name) => `<link rel="modulepreload" href="${name}" />`),
    ...neededAtOnce(files).map((name) => `<link rel="preload" as="fetch" crossorigin href="${name}" />`),
    ...owned.tags,
  ];
  if (isDev) {
    const name = await copyHashed(join(web, "builder/reload.js"), folder);
    tags.push(`<script type="module" src="${name}"></script>`);
  }
  const names = await namesOfLinks(html, folder, page, owned);
  return html
    .replace(localLink, (_, attribute, path) => `${attribute}="${names.get(path)}"`)
    .replace(
      /(\s*)<meta charset=[^>]*>/i,
      (charset, indent) => charset + tags.map((tag) => indent + tag).join(""),
    );
}

/** What the page's script fetches as soon as it runs. */
function neededAtOnce({ workers, wasm, models }) {
  const model = models[defaultArchitecture];
  const ofModel = [model.contract.name, ...model.files].map((name) => model.folder + name);
  return [workers.wasm.name, wasm.name, ...ofModel];
}

/** An attribute that names a file of the site's own. */
const localLink = /\b(href|src)="(?!#|\w+:)([^"]+)"/g;

/** The built names of what index.html links: the bundles, the licences, and files of web/public, which it copies. */
async function namesOfLinks(html, folder, page, { portrait }) {
  const names = new Map([
    ["app.js", page.nameOf(appEntry)],
    ["style.css", page.nameOf("style.css")],
    [licencesName, licencesName],
    ["portrait", portrait],
  ]);
  for (const [, , path] of html.matchAll(localLink)) {
    if (names.has(path)) continue;
    const copied = await copyHashed(join(web, "public", path), folder).catch(() => null);
    if (!copied)
      throw new BuildError(`web/index.html links ${path}, which is neither built nor in web/public.`);
    names.set(path, copied);
  }
  return names;
}

/** Print each file's size, raw and gzipped. */
async function printSizes(site) {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const rows = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const contents = await readFile(path);
        return {
          path: path.slice(site.length + 1),
          raw: contents.length,
          gzipped: gzipSync(contents).length,
        };
      }),
  );
  rows.sort((a, b) => b.gzipped - a.gzipped);
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
  console.log(`${"kB".padStart(9)}${"gzip kB".padStart(9)}  ${site}`);
  for (const { path, raw, gzipped } of rows) console.log(`${kilobytes(raw)}${kilobytes(gzipped)}  ${path}`);
}

async function main() {
  const { values } = parseArgs({ options: { watch: { type: "boolean" }, node: { type: "boolean" } } });
  if (values.node) return buildNode();
  if (values.watch) {
    const site = join(outRoot, "dev");
    return serveAndReload({ site, web, sentenceOf, rebuild: () => buildSite(site, { isDev: true }) });
  }
  const site = join(outRoot, "site");
  await buildSite(site);
  await printSizes(site);
}

/** esbuild's own errors already name file, line and reason. */
function sentenceOf(error) {
  if (error.errors?.length > 0) {
    return error.errors
      .map(({ text, location }) => `${location?.file ?? "build"}:${location?.line ?? 0}: ${text}`)
      .join("\n");
  }
  if (error.code === "EADDRINUSE") return `Port ${error.port} is in use: choose another with PORT=.`;
  return error instanceof BuildError ? error.message : error.stack;
}

main().catch((error) => {
  console.error(sentenceOf(error));
  process.exitCode = 2;
});

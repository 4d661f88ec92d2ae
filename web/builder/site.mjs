/** Writes the whole site; the only composer of the builder's other parts. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aboutPanel, ownerOf, previewTags, titleOf } from "./about-page.mjs";
import { readAbout } from "./about.mjs";
import { bundle, wasmFileOf } from "./bundling.mjs";
import { copyHashed, writeHashed } from "./hashed-files.mjs";
import { collectLicences, licencesName } from "./licences.mjs";
import { writeManifest } from "./manifest.mjs";
import {
  copyModels,
  defaultArchitecture,
  expectedFile,
  lineNet,
  listArchitectures,
  pageNet,
} from "./models.mjs";
import { readOperations } from "./operations.mjs";
import { pageEntries, writePage } from "./page.mjs";
import { drawPreview } from "./preview.mjs";
import { replaceFolder } from "./replace-folder.mjs";
import { bundleServiceWorker, listForOffline } from "./service-worker.mjs";
import { trimTensorFlow } from "./tensorflow.mjs";
import { wordsByPart } from "./wording.mjs";

const workerEntries = {
  "wasm-worker": "src/recogniser/wasm-worker.ts",
  "cpu-worker": "src/recogniser/cpu-worker.ts",
};
const lateEntries = { "late-reading": "src/recogniser/late-reading.ts" };
const darkroomEntries = { darkroom: "src/app/darkroom/worker.ts" };
const libraryEntries = { recogniser: "src/recogniser/index.ts" };
const serviceWorkerName = "service-worker.js";

/** Write a site into a folder that takes the former one's place only when it is done.
 * @param {string} web
 * @param {string} site
 * @throws BuildError */
export async function buildSite(web, site, { isDev = false } = {}) {
  await replaceFolder(site, (folder) => fill(web, folder, isDev));
}

async function fill(web, folder, isDev) {
  const [about, text] = await Promise.all([readAbout(web), readWords(web)]);
  const { inputs: ofReader, files } = await writeReader(web, folder);
  const darkroom = await bundle(web, folder, darkroomEntries, { splitting: false });
  const define = {
    DARKROOM: JSON.stringify(darkroom.nameOf(darkroomEntries.darkroom)),
    SITE_FILES: JSON.stringify(files),
    // While the page is being written, one that was kept would be a stale one.
    SERVICE_WORKER: JSON.stringify(isDev ? "" : serviceWorkerName),
  };
  const bundled = await bundle(web, folder, pageEntries, { define, plugins: [wordsByPart(web)] });
  // The entry for other people's pages keeps its name; no file of the site imports it.
  const library = await bundle(web, folder, libraryEntries, { define, entryNames: "[name]" });
  const owned = await writeOwned(web, folder, about, text);
  await writePage({ web, folder, bundled, owned, files, isDev });
  const serviceWorker = await bundleServiceWorker(web);
  const ofPage = [darkroom, bundled, library, serviceWorker].flatMap(({ inputs }) => inputs);
  const inputs = [...new Set([...ofReader, ...ofPage])];
  await writeFile(join(folder, licencesName), await collectLicences(web, inputs));
  if (isDev) return cp(join(web, "builder/no-service-worker.js"), join(folder, serviceWorkerName));
  const ownModels = [files.models[files.defaultModel].folder, files.lineNet.folder, files.pageNet.folder];
  const entries = await listForOffline(folder, ownModels, owned.preview);
  await writeFile(join(folder, serviceWorkerName), serviceWorker.codeWith(entries));
}

async function readWords(web) {
  return JSON.parse(await readFile(join(web, "text.json"), "utf8"));
}

/** Write the models and what runs them; gives the sources, and what the page is to expect of each file. */
async function writeReader(web, folder) {
  const models = join(web, "model");
  const architectures = await listArchitectures(models);
  const operations = await readOperations(models, architectures);
  const [copied, wasm] = await Promise.all([
    copyModels(models, architectures, folder),
    copyHashed(wasmFileOf(web), folder),
  ]);
  // Each worker is one file: whatever it had to import would be fetched after it.
  const trimmed = { splitting: false, plugins: [trimTensorFlow(operations)] };
  const workers = await bundle(web, folder, workerEntries, trimmed);
  // A first visit does without it. What it shares with the workers it brings again: some 4 KB.
  const late = await bundle(web, folder, lateEntries, {});
  const expected = (name) => expectedFile(folder, name);
  const { [lineNet]: copiedLineNet, [pageNet]: copiedPageNet, ...ofDigits } = copied;
  const files = {
    workers: {
      wasm: await expected(workers.nameOf(workerEntries["wasm-worker"])),
      cpu: await expected(workers.nameOf(workerEntries["cpu-worker"])),
    },
    lateReading: await expected(late.nameOf(lateEntries["late-reading"])),
    wasm: await expected(wasm),
    lineNet: copiedLineNet,
    pageNet: copiedPageNet,
    models: ofDigits,
    defaultModel: defaultArchitecture,
  };
  return { inputs: [...workers.inputs, ...late.inputs], files };
}

/** Write what about.json and the words decide besides the page; gives what the page says of it. */
async function writeOwned(web, folder, about, text) {
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

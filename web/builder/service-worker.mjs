/** Bundles the service worker and lists for it what the page needs without a network. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { build } from "esbuild";
import { bundlingFor } from "./bundling.mjs";
import { BuildError } from "./error.mjs";

/** Where Workbox's own tools put the list, too. */
const placeOfList = "self.__WB_MANIFEST";

/** Bundle the service worker, whose list comes last: it holds the checksums of all other files.
 * @param {string} web
 * @returns {Promise<{ inputs: string[], codeWith: (entries: object[]) => string }>} */
export async function bundleServiceWorker(web) {
  const { outputFiles, metafile } = await build({
    ...bundlingFor(web),
    entryPoints: ["src/offline/service-worker.ts"],
    // Not every browser starts a service worker that is a module; and Workbox tells much unless in production.
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
  });
  const code = outputFiles.map(({ text }) => text).join("");
  if (!code.includes(placeOfList)) {
    throw new BuildError(
      `web/src/offline/service-worker.ts should read its list of files from ${placeOfList}.`,
    );
  }
  return {
    inputs: Object.keys(metafile.inputs),
    codeWith: (entries) => code.replace(placeOfList, () => JSON.stringify(entries)),
  };
}

/** Address, checksum and, where the name has no hash in it, revision of each file that the page may need without a network.
 * @param {string} folder
 * @param {readonly string[]} models the folders in it of the nets that the page reads with
 * @param {string} preview the picture that others are shown */
export async function listForOffline(folder, models, preview) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => isForOffline(path, models, preview))
    .sort();
  return Promise.all(files.map((path) => describe(folder, path)));
}

/** Of the models only the page's own is wanted, and what others ask for not at all. */
function isForOffline(path, models, preview) {
  if ([preview, "recogniser.js"].includes(path)) return false;
  if (!path.startsWith("model/")) return true;
  return (
    models.some((model) => path.startsWith(model)) && !/(\.png|\/parity\.json|\/reading\.json)$/.test(path)
  );
}

async function describe(folder, path) {
  const sha256 = createHash("sha256").update(await readFile(join(folder, path)));
  const digest = sha256.digest();
  return {
    url: path,
    // As in server.py: behind such a name the contents never change.
    revision: /-([0-9A-Z]{8}|[0-9a-f]{10})[./]/.test(path) ? null : digest.toString("hex").slice(0, 10),
    // With it the browser refuses any other contents: half a deployment, or a page that a host has written into.
    integrity: `sha256-${digest.toString("base64")}`,
  };
}

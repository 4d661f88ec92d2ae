/** Brings the exported models into the site, and tells what the page is to expect of its files. */
import { createHash } from "node:crypto";
import { cp, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { BuildError } from "./error.mjs";
import { hashOf } from "./hashed-files.mjs";

/** The model that recogniser.js loads unless told otherwise. */
export const defaultArchitecture = "compact";

/** The net that sees lines as wholes; no model of digits, and so none to choose. */
export const lineNet = "line";

/** The net that sees where on a page something is written. */
export const pageNet = "page";

/** The names of the models in a folder of them, those nets among them.
 * @param {string} models */
export async function listArchitectures(models) {
  const entries = await readdir(models, { withFileTypes: true }).catch(() => []);
  // An export under way keeps its unfinished folder here, under a name that begins with a dot.
  const architectures = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name);
  if (!architectures.includes(defaultArchitecture)) {
    throw new BuildError(`web/model/${defaultArchitecture} is missing: run make train.`);
  }
  for (const net of [lineNet, pageNet]) {
    if (!architectures.includes(net))
      throw new BuildError(`web/model/${net} is missing: run make train ARCH=${net}.`);
  }
  return architectures;
}

/** Copy models to model/<architecture>-<hash of its contents> in the site; gives them by architecture.
 * @param {string} models
 * @param {readonly string[]} architectures
 * @param {string} site */
export async function copyModels(models, architectures, site) {
  const copied = {};
  for (const architecture of architectures) {
    const source = join(models, architecture);
    const target = `model/${architecture}-${await hashOfFolder(source)}/`;
    const contract = JSON.parse(await readFile(join(source, "contract.json"), "utf8"));
    copied[architecture] = {
      folder: target,
      contract: await expectedFile(source, "contract.json"),
      files: contract.files.map(({ name }) => name),
    };
    await cp(source, join(site, target), { recursive: true });
  }
  return copied;
}

/** What the page holds a file to when it has fetched it.
 * @param {string} folder
 * @param {string} name */
export async function expectedFile(folder, name) {
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

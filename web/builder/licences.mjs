/** Gathers the licences of what was really bundled and of borrowed pictures, for the site's third-party-licences.txt. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "./error.mjs";

/** Their file in the site. */
export const licencesName = "third-party-licences.txt";

const rule = "=".repeat(100);

/** Of web/licences: what no package of npm's names, though the site holds it. */
const besides = ["tensorflow-wasm.txt", "mnist.txt"];

/** Name every package among esbuild's inputs, and what the site holds besides, with its licence.
 * @param {string} web the folder that holds node_modules
 * @param {readonly string[]} inputs paths relative to it
 * @throws BuildError where a package brings no licence text and web/licences has none for it either */
export async function collectLicences(web, inputs) {
  const names = new Set(
    inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const packages = await Promise.all([...names].sort().map((name) => readPackage(web, name)));
  const titlesByText = Map.groupBy(packages, ({ text }) => text);
  const sections = [...titlesByText].map(([text, sharing]) =>
    [...sharing.map(({ title }) => title), "", text.trim()].join("\n"),
  );
  const others = await Promise.all(besides.map((name) => readFile(join(web, "licences", name), "utf8")));
  const opening = "This site contains the software and the pictures named below, each under its own licence.";
  return [opening, ...sections, ...others.map((text) => text.trim())].join(`\n\n${rule}\n\n`) + "\n";
}

async function readPackage(web, name) {
  const folder = join(web, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const own = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  // TensorFlow.js and seedrandom name a licence but bring no text of it.
  const candidates = [
    ...(own ? [join(folder, own)] : []),
    ...[name, license].map((stem) => join(web, "licences", `${stem}.txt`)),
  ];
  for (const path of candidates) {
    const text = await readFile(path, "utf8").catch(() => null);
    if (text) return { title: `${name} ${version} (${license})`, text };
  }
  throw new BuildError(
    `The package ${name} (${license}) brings no licence text: write it to web/licences/${name}.txt.`,
  );
}

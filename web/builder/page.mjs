/** Writes index.html. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "./error.mjs";
import { copyHashed } from "./hashed-files.mjs";
import { licencesName } from "./licences.mjs";
import { fillIn } from "./wording.mjs";

/** What esbuild is to bundle for the page. */
export const pageEntries = { app: "src/app/main.ts", style: "style.css" };

/** Write the page with its words, its owner, the content security policy, hashed names, and hints at all that the first answer needs.
 * @param {object} site `bundled` of the entries above, `owned` by about.json, and the `files` that the script fetches */
export async function writePage({ web, folder, bundled, owned, files, isDev }) {
  const source = await readFile(join(web, "index.html"), "utf8");
  const html = fillIn(source, owned.words).replace("<!-- about.json -->", () => owned.panel);
  const tags = await headTags({ web, folder, bundled, owned, files, isDev });
  const names = await namesOfLinks({ html, web, folder, bundled, owned });
  const page = html
    .replace(localLink, (_, attribute, path) => `${attribute}="${names.get(path)}"`)
    .replace(
      /(\s*)<meta charset=[^>]*>/i,
      (charset, indent) => charset + tags.map((tag) => indent + tag).join(""),
    );
  await writeFile(join(folder, "index.html"), page);
}

async function headTags({ web, folder, bundled, owned, files, isDev }) {
  const policy = (await readFile(join(web, "content-security-policy.txt"), "utf8")).trim();
  const tags = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    ...bundled.chunksOf(pageEntries.app).map((name) => `<link rel="modulepreload" href="${name}" />`),
    ...neededAtOnce(files).map((name) => `<link rel="preload" as="fetch" crossorigin href="${name}" />`),
    ...owned.tags,
  ];
  if (!isDev) return tags;
  const reload = await copyHashed(join(web, "builder/reload.js"), folder);
  return [...tags, `<script type="module" src="${reload}"></script>`];
}

/** What the page's script fetches as soon as it runs. */
function neededAtOnce({ workers, wasm, models, defaultModel }) {
  const model = models[defaultModel];
  const ofModel = [model.contract.name, ...model.files].map((name) => model.folder + name);
  return [workers.wasm.name, wasm.name, ...ofModel];
}

/** An attribute that names a file of the site's own. */
const localLink = /\b(href|src)="(?!#|\w+:)([^"]+)"/g;

/** The built names of what index.html links: the bundles, the licences, and files of web/public, which it copies. */
async function namesOfLinks({ html, web, folder, bundled, owned }) {
  const names = new Map([
    ["app.js", bundled.nameOf(pageEntries.app)],
    ["style.css", bundled.nameOf(pageEntries.style)],
    [licencesName, licencesName],
    ["portrait", owned.portrait],
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

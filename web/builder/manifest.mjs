/** Writes what a browser needs to install the page as an app: a manifest and its icons. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { titleOf } from "./about-page.mjs";
import { BuildError } from "./error.mjs";
import { writeHashed } from "./hashed-files.mjs";
import { drawPng } from "./pictures.mjs";

/** Write the manifest and the icons that it names; gives the tags that link them.
 * @param {{ web: string, folder: string, about: import("./about.mjs").About, text: object }} site */
export async function writeManifest({ web, folder, about, text }) {
  const svg = await readFile(join(web, "public/favicon.svg"), "utf8");
  // Whoever masks an icon cuts its corners himself.
  const uncut = svg.replace(/ rx="\d+"/, "");
  const [small, large, maskable] = await Promise.all([
    writeIcon(svg, 192, "icon", folder),
    writeIcon(svg, 512, "icon", folder),
    writeIcon(uncut, 512, "maskable-icon", folder),
  ]);
  const colour = await readColour(web);
  const manifest = {
    lang: text.language,
    dir: text.direction,
    name: titleOf(about, text),
    short_name: text.page.title,
    description: text.page.description,
    start_url: ".",
    scope: ".",
    display: "standalone",
    // A manifest has one colour; in the dark, the page's own tags tell the window another.
    theme_color: colour,
    background_color: colour,
    icons: [small, large, { ...maskable, purpose: "maskable" }],
  };
  const name = await writeHashed("manifest.webmanifest", JSON.stringify(manifest), folder);
  return [`<link rel="manifest" href="${name}" />`, `<link rel="apple-touch-icon" href="${maskable.src}" />`];
}

async function writeIcon(svg, size, stem, folder) {
  const src = await writeHashed(`${stem}-${size}.png`, await drawPng(svg, size), folder);
  return { src, sizes: `${size}x${size}`, type: "image/png" };
}

/** The colour of the page in the light, as index.html tells it to the browser. */
async function readColour(web) {
  const html = await readFile(join(web, "index.html"), "utf8");
  const [, colour] =
    /name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: light\)"/.exec(html) ?? [];
  if (!colour) {
    throw new BuildError(
      'web/index.html needs a <meta name="theme-color" content="#…" media="(prefers-color-scheme: light)" />.',
    );
  }
  return colour;
}

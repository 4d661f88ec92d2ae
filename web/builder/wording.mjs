/** Puts the words of web/text.json where they are said: into index.html, and into each part of the page's script. */
import { join, relative, sep } from "node:path";
import { BuildError } from "./error.mjs";

/** Replace each {{path.in.text}} by the words at that path, escaped for elements and attributes.
 * @param {string} html
 * @param {object} text
 * @throws BuildError naming a path at which the text has no words */
export function fillIn(html, text) {
  return html.replace(/\{\{([\w.-]+)\}\}/g, (_, path) => {
    const words = path.split(".").reduce((value, key) => value?.[key], text);
    if (typeof words !== "string") {
      throw new BuildError(`web/index.html asks for {{${path}}}, but web/text.json has no words there.`);
    }
    return escapeHtml(words);
  });
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeHtml(words) {
  return words.replace(/[&<>"]/g, (character) => entities[character]);
}

/** Gives the parts of the script that are loaded late a copy of the words, of which the bundle keeps what they say; with
 *  one copy for all, their words would come with the first.
 * @param {string} web
 * @returns {import("esbuild").Plugin} */
export function wordsByPart(web) {
  const app = join(web, "src/app");
  return {
    name: "words-by-part",
    setup(build) {
      build.onResolve({ filter: /\/text\.json$/ }, ({ path, resolveDir }) => {
        const [part] = relative(app, resolveDir).split(sep);
        return { path: join(resolveDir, path), suffix: part ? "?late" : "" };
      });
    },
  };
}

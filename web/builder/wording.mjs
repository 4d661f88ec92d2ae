/** Puts the words of web/text.json into index.html. */
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

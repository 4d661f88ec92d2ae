/** Reads web/about.json, the one file in which a fork says whose page this is. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "@humanwhocodes/momoa";
import { BuildError } from "./error.mjs";

const fileName = "about.json";
/** In the order in which the page shows them. */
const linkKeys = /** @type {const} */ (["linkedin", "github", "kaggle"]);
const knownKeys = ["name", "line", "picture", ...linkKeys, "siteUrl"];
/** Control characters, and those that turn the direction of what follows them. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
/** A portrait of 4 cm on a sharp screen takes less than half of it. */
const maxPictureBytes = 200_000;

/** @typedef {object} About
 * @property {string} name
 * @property {string} line about oneself; may be empty
 * @property {{ contents: Buffer, extension: string } | null} picture a PNG, JPEG or WebP
 * @property {readonly { site: (typeof linkKeys)[number], url: string }[]} links those that are given
 * @property {string} siteUrl where the page is published, with a slash at its end; "" where that isn't said */

/** Read and check a folder's about.json.
 * @param {string} web
 * @returns {Promise<About>}
 * @throws BuildError one sentence that names the file and the line */
export async function readAbout(web) {
  const entries = parseEntries(await readText(join(web, fileName)));
  const entryOf = (key) => entries.get(key) ?? { key, value: "", line: 1 };
  const [name, picture, siteUrl] = [entryOf("name"), entryOf("picture"), entryOf("siteUrl")];
  if (!name.value) throw errorAt(name.line, '"name" is missing: the page needs one.');
  return {
    name: name.value,
    line: entryOf("line").value,
    picture: picture.value ? await readPicture(picture, web) : null,
    links: linkKeys
      .filter((site) => entryOf(site).value)
      .map((site) => ({ site, url: linkOf(entryOf(site)) })),
    siteUrl: siteUrl.value && siteUrlOf(siteUrl),
  };
}

async function readText(path) {
  const text = await readFile(path, "utf8").catch(() => {
    throw new BuildError(`web/${fileName} is missing: write one, { "name": "Your name" } is enough.`);
  });
  // Some editors of Windows begin a file with a mark that JSON doesn't know.
  return text.replace(/^\uFEFF/, "");
}

/** @typedef {{ key: string, value: string, line: number }} Entry what stands in a line, without space around it */

/** @returns {Map<string, Entry>} by key */
function parseEntries(text) {
  const { body } = parseOrTell(text);
  if (body.type !== "Object") throw errorAt(body.loc.start.line, "expected one object in braces.");
  const entries = new Map();
  for (const { name, value } of body.members) {
    const key = name.type === "String" ? name.value : name.name;
    const { line } = name.loc.start;
    if (!knownKeys.includes(key))
      throw errorAt(line, `"${key}" means nothing here: it may hold ${knownKeys.join(", ")}.`);
    if (entries.has(key)) throw errorAt(line, `"${key}" is there twice: keep one of them.`);
    if (value.type !== "String") throw errorAt(line, `"${key}" should be text in quotation marks.`);
    if (unseen.test(value.value))
      throw errorAt(line, `"${key}" holds a character that can't be seen: type it anew.`);
    entries.set(key, { key, value: value.value.trim(), line });
  }
  return entries;
}

function parseOrTell(text) {
  try {
    return parse(text, { mode: "json" });
  } catch (error) {
    // The parser's own sentences speak of tokens.
    throw errorAt(
      error.line,
      "this is no JSON: look for a comma, quotation mark or brace too few or too many, here or in the line above.",
    );
  }
}

/** @param {Entry} entry */
function linkOf({ key, value, line }) {
  const url = URL.parse(value);
  if (url?.protocol !== "https:")
    throw errorAt(line, `"${key}" should be a whole address that begins with https://.`);
  if (!`.${url.hostname}`.endsWith(`.${key}.com`)) {
    throw errorAt(line, `"${key}" should be an address of ${key}.com, but is one of ${url.hostname}.`);
  }
  return url.href;
}

/** @param {Entry} entry */
function siteUrlOf({ key, value, line }) {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw errorAt(
      line,
      `"${key}" should be the page's whole address, as in https://name.github.io/repository/.`,
    );
  }
  return url.href.replace(/(\/index\.html)?\/*$/, "/");
}

/** @param {Entry} entry @param {string} web */
async function readPicture({ key, value: name, line }, web) {
  if (basename(name) !== name)
    throw errorAt(line, `"${key}" should name a file beside ${fileName}, without a folder.`);
  const contents = await readFile(join(web, name)).catch(() => {
    throw errorAt(line, `the picture ${name} isn't in web/.`);
  });
  const extension = extensionOf(contents);
  if (!extension) throw errorAt(line, `${name} is no PNG, JPEG or WebP picture.`);
  if (contents.length > maxPictureBytes) {
    const kilobytes = Math.ceil(contents.length / 1000);
    throw errorAt(line, `${name} is ${kilobytes} KB large: make it ${maxPictureBytes / 1000} KB or less.`);
  }
  return { contents, extension };
}

/** What a picture is, by how it begins: its name may claim something else.
 * @param {Buffer} contents */
function extensionOf(contents) {
  const beginning = contents.toString("latin1", 0, 12);
  if (beginning.startsWith("\x89PNG\r\n\x1a\n")) return ".png";
  if (beginning.startsWith("\xff\xd8\xff")) return ".jpg";
  return /^RIFF.{4}WEBP$/s.test(beginning) ? ".webp" : null;
}

/** @param {number} line from 1 */
function errorAt(line, sentence) {
  return new BuildError(`web/${fileName}:${line}: ${sentence}`);
}

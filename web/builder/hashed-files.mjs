/** Names files by their contents, so that a name that a browser knows never means anything else. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";

/** Write a file under its name and the hash of its contents; gives the new name.
 * @param {string} name
 * @param {string | Uint8Array} contents
 * @param {string} folder */
export async function writeHashed(name, contents, folder) {
  const extension = extname(name);
  const hashed = `${basename(name, extension)}-${hashOf(contents)}${extension}`;
  await writeFile(join(folder, hashed), contents);
  return hashed;
}

/** Copy a file under its own name and the hash of its contents; gives the new name.
 * @param {string} file
 * @param {string} folder */
export async function copyHashed(file, folder) {
  return writeHashed(basename(file), await readFile(file), folder);
}

/** Ten hexadecimal digits of the contents' sha256.
 * @param {readonly (string | Uint8Array)[]} contents */
export function hashOf(...contents) {
  const hash = createHash("sha256");
  contents.forEach((content) => hash.update(content));
  return hash.digest("hex").slice(0, 10);
}

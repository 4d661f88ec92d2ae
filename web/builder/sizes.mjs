/** Tells how large a built site is. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Print each file's size, raw and gzipped.
 * @param {string} site */
export async function printSizes(site) {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const rows = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const contents = await readFile(path);
      return { path: path.slice(site.length + 1), raw: contents.length, gzipped: gzipSync(contents).length };
    }),
  );
  rows.sort((a, b) => b.gzipped - a.gzipped);
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
  console.log(`${"kB".padStart(9)}${"gzip kB".padStart(9)}  ${site}`);
  for (const { path, raw, gzipped } of rows) console.log(`${kilobytes(raw)}${kilobytes(gzipped)}  ${path}`);
}

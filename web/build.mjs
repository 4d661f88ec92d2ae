/** Builds the static site: `node build.mjs` writes ../build/site; `--watch` serves and rebuilds it on every save;
 *  `--node FOLDER` writes only that, the recogniser as a command for the trainer. */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildNode } from "./builder/bundling.mjs";
import { BuildError } from "./builder/error.mjs";
import { serveAndReload } from "./builder/server.mjs";
import { buildSite } from "./builder/site.mjs";
import { printSizes } from "./builder/sizes.mjs";

const web = import.meta.dirname;
const outRoot = resolve(web, "../build");

async function main() {
  const { values } = parseArgs({ options: { watch: { type: "boolean" }, node: { type: "string" } } });
  if (values.node) return buildNode(web, resolve(values.node));
  if (values.watch) {
    const site = join(outRoot, "dev");
    return serveAndReload({ site, web, sentenceOf, rebuild: () => buildSite(web, site, { isDev: true }) });
  }
  const site = join(outRoot, "site");
  await buildSite(web, site);
  await printSizes(site);
}

/** esbuild's own errors already name file, line and reason. */
function sentenceOf(error) {
  if (error.errors?.length > 0) {
    return error.errors
      .map(({ text, location }) => `${location?.file ?? "build"}:${location?.line ?? 0}: ${text}`)
      .join("\n");
  }
  if (error.code === "EADDRINUSE") return `Port ${error.port} is in use: choose another with PORT=.`;
  return error instanceof BuildError ? error.message : error.stack;
}

main().catch((error) => {
  console.error(sentenceOf(error));
  process.exitCode = 2;
});

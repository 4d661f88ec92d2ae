/** The development server: serves a built site, builds it anew on every save and tells open pages to reload. */
import { existsSync, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
};

/** A burst of saves, as editors make them, is one rebuild. */
const restMs = 100;

/** Build, serve, and rebuild on every save below `web`, until the process ends.
 * @param {{ site: string, web: string, rebuild: () => Promise<void>, sentenceOf: (error: Error) => string }} options */
export async function serveAndReload({ site, web, rebuild, sentenceOf }) {
  await rebuild();
  const pages = new Set();
  await listen(createSiteServer(site, pages));
  onSave(web, async () => {
    try {
      await rebuild();
      console.log("Built anew.");
      for (const page of pages) page.write("data: built\n\n");
    } catch (error) {
      console.error(sentenceOf(error));
    }
  });
}

/** A server of a site's files that adds to `pages` the responses that wait for news at /rebuilds.
 * @param {string} site
 * @param {Set<import("node:http").ServerResponse>} pages */
export function createSiteServer(site, pages) {
  return createServer((request, response) => answer(request, response, site, pages));
}

async function listen(server) {
  const { PORT: port = "8000", HOST: host = "127.0.0.1" } = process.env;
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(Number(port), host, resolve);
  });
  console.log(`Serving on http://${host}:${port} and building anew on every save; Ctrl-C ends it.`);
}

async function answer(request, response, site, pages) {
  // A target may be a whole address; one that is none names no file.
  const path = URL.parse(request.url, "http://site")?.pathname ?? "";
  if (path === "/rebuilds") return announceRebuilds(request, response, pages);
  const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
  // Behind a scheme that URL doesn't know it leaves ..\ as it is, which is a way out on Windows.
  const contents = file.startsWith(site + sep) ? await readFile(file).catch(() => null) : null;
  response.writeHead(contents ? 200 : 404, {
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Cache-Control": "no-store",
  });
  response.end(contents ?? "Not found");
}

function announceRebuilds(request, response, pages) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.flushHeaders();
  pages.add(response);
  request.on("close", () => pages.delete(response));
}

/** Call back once saves have come to rest; saves made meanwhile call it again afterwards. */
function onSave(web, callBack) {
  let timer = null;
  let running = Promise.resolve();
  const saved = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(callBack)), restMs);
  };
  watch(web, saved);
  for (const folder of ["src", "model", "public"].map((name) => join(web, name))) {
    if (existsSync(folder)) watch(folder, { recursive: true }, saved);
  }
}

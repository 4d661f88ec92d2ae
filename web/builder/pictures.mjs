/** Makes PNGs of SVGs: in WebAssembly, so that it is the same on every machine and needs no browser. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const started = readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")).then(
  initWasm,
);

/** Draw an SVG that holds no text.
 * @param {string} svg
 * @param {number} width in pixels
 * @returns {Promise<Uint8Array>} a PNG */
export async function drawPng(svg, width) {
  await started;
  return new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng();
}

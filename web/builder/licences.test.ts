import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BuildError } from "./error.mjs";
import { collectLicences } from "./licences.mjs";

let web: string;

beforeEach(async () => {
  web = await mkdtemp(join(tmpdir(), "licences-"));
  await mkdir(join(web, "licences"));
  await writeFile(join(web, "licences/tensorflow-wasm.txt"), "linked libraries");
  await writeFile(join(web, "licences/mnist.txt"), "borrowed pictures");
  await addToPackage("package.json", `{ "version": "1.2.3", "license": "Rare" }`);
});

afterEach(() => rm(web, { recursive: true }));

async function addToPackage(name: string, text: string): Promise<void> {
  const folder = join(web, "node_modules/@scope/package");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
}

const collect = () => collectLicences(web, ["src/main.ts", "node_modules/@scope/package/index.js"]);

test("what was bundled and what was borrowed is named, with its licence in full", async () => {
  await addToPackage("LICENSE", "Do as you like.");
  const licences = await collect();
  expect(licences).toContain("@scope/package 1.2.3 (Rare)\n\nDo as you like.");
  expect(licences).toContain("linked libraries");
  expect(licences).toContain("borrowed pictures");
});

test("a licence's text in web/licences does for a package that brings none", async () => {
  await writeFile(join(web, "licences/Rare.txt"), "Do as you like.");
  expect(await collect()).toContain("@scope/package 1.2.3 (Rare)\n\nDo as you like.");
});

test("a licence without a text is said in one sentence, with what to do", async () => {
  await expect(collect()).rejects.toThrow(BuildError);
  await expect(collect()).rejects.toThrow("write it to web/licences/@scope/package.txt");
});

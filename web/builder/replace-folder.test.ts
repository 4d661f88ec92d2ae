import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceFolder } from "./replace-folder.mjs";

/** Above what any system gives: Linux ends at 2 ** 22. */
const deadPid = 2 ** 30;

let parent: string;
let site: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "replace-folder-"));
  site = join(parent, "site");
  await writePage(site, "former");
});

afterEach(() => rm(parent, { recursive: true }));

async function writePage(folder: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.html"), text);
}

const readPage = () => readFile(join(site, "index.html"), "utf8");

test("a finished folder takes the former one's place, and nothing else stays", async () => {
  await replaceFolder(site, (folder) => writePage(folder, "new"));
  expect(await readPage()).toBe("new");
  expect(await readdir(parent)).toEqual(["site"]);
});

test("the first of all is put where nothing was", async () => {
  const deep = join(parent, "build/site");
  await replaceFolder(deep, (folder) => writePage(folder, "new"));
  expect(existsSync(join(deep, "index.html"))).toBe(true);
});

test("a folder that could not be filled leaves the former one", async () => {
  const failing = replaceFolder(site, async () => {
    throw new Error("no bundle");
  });
  await expect(failing).rejects.toThrow("no bundle");
  expect(await readPage()).toBe("former");
  expect(await readdir(parent)).toEqual(["site"]);
});

test("the former folder comes back when the new one can't be renamed", async () => {
  const failing = replaceFolder(site, (folder) => rm(folder, { recursive: true }));
  await expect(failing).rejects.toThrow("ENOENT");
  expect(await readPage()).toBe("former");
  expect(await readdir(parent)).toEqual(["site"]);
});

test("what killed builds left is deleted, what others are at is not", async () => {
  const dead = [`site.new-${deadPid}`, `site.new-${deadPid}.former`, `site.new-${process.pid}`];
  const alive = [`site.new-${process.ppid}`, `node.new-${deadPid}`, "site.new-idea"];
  for (const name of [...dead, ...alive]) await writePage(join(parent, name), "stale");
  await replaceFolder(site, (folder) => writePage(folder, "new"));
  expect((await readdir(parent)).sort()).toEqual(["site", ...alive].sort());
});

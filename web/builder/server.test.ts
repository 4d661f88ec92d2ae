import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSiteServer } from "./server.mjs";

let parent: string;
let server: Server;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "server-"));
  const site = join(parent, "site");
  await mkdir(join(site, "model"), { recursive: true });
  await writeFile(join(site, "index.html"), "the page");
  await writeFile(join(site, "model/model.json"), "the model");
  await writeFile(join(parent, "secret.txt"), "the secret");
  await mkdir(join(parent, "site-of-another"));
  await writeFile(join(parent, "site-of-another/secret.txt"), "the secret");
  server = createSiteServer(site, new Set());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  server.close();
  await rm(parent, { recursive: true });
});

/** Ask for a target as it stands: fetch would tidy it up first. */
async function get(target: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test.each([
  ["/", "the page"],
  ["/?reload=1", "the page"],
  ["/model/model.json", "the model"],
  ["/model/../index.html", "the page"],
  ["http://elsewhere/model/model.json", "the model"],
])("%s names a file of the site", async (target, contents) => {
  expect(await get(target)).toMatch(new RegExp(`^HTTP/1.1 200 .*\r\n\r\n.*${contents}`, "s"));
});

test.each([
  "/../secret.txt",
  "/..\\secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/../site-of-another/secret.txt",
  "http://x/../../../secret.txt",
  "http://x/../../../site-of-another/secret.txt",
  "x://x/../../../secret.txt",
  "x://x/..\\secret.txt",
  "//",
  "//[",
  "*",
])("%s leads to no file of the site", async (target) => {
  expect(await get(target)).toMatch(/^HTTP\/1.1 404 /);
});

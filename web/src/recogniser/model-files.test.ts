import { createHash } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fetchFrom, type ReadBytes } from "./checked-files";
import { readModelFiles } from "./model-files";
import { ModelLoadError } from "./types";

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer;
const weights = "four";
const graph = JSON.stringify({ modelTopology: {}, signature: {}, weightsManifest: [] });

const describeFile = (name: string, content: string) => ({
  name,
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
});
const contract = JSON.stringify({
  version: 2,
  architecture: "compact",
  labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  input: { shape: [28, 28, 1], paper: 0, ink: 1 },
  outputs: { logits: 10, features: 64 },
  temperature: 1,
  views: [0],
  refusalThreshold: 0.5,
  files: [describeFile("model.json", graph), describeFile("weights.bin", weights)],
});

/** A model's folder in memory, with some of its files changed. */
function folder(changes: Record<string, string> = {}): ReadBytes {
  const files: Record<string, string> = {
    "contract.json": contract,
    "model.json": graph,
    "weights.bin": weights,
    ...changes,
  };
  return async (name) => bytesOf(files[name]!);
}

afterEach(() => vi.unstubAllGlobals());

describe("a model's files", () => {
  test("are read as the contract names them", async () => {
    const files = await readModelFiles(folder());
    expect(files.contract.architecture).toBe("compact");
    expect(files.graph).toEqual(JSON.parse(graph));
    expect([...files.shards]).toEqual([["weights.bin", bytesOf(weights)]]);
  });

  test.each([
    ["weights cut short", { "weights.bin": "fou" }, "weights.bin should be 4 bytes long, but is 3"],
    ["other weights", { "weights.bin": "five" }, "weights.bin is not the one that was built"],
    [
      "a page in place of the contract",
      { "contract.json": "<!doctype html>" },
      "contract.json holds no JSON",
    ],
    ["a contract of another version", { "contract.json": '{"version":9}' }, "version should be 2, but is 9"],
  ])("are refused with %s", async (_, changes, sentence) => {
    const reading = readModelFiles(folder(changes));
    await expect(reading).rejects.toThrow(ModelLoadError);
    await expect(reading).rejects.toThrow(sentence);
  });

  test("are refused with a contract that is right, but not the one that is known", async () => {
    const known = describeFile("contract.json", contract);
    await expect(readModelFiles(folder(), known)).resolves.toBeDefined();
    const altered = { "contract.json": contract.replace('"refusalThreshold":0.5', '"refusalThreshold":0.1') };
    await expect(readModelFiles(folder(altered))).resolves.toBeDefined();
    const reading = readModelFiles(folder(altered), known);
    await expect(reading).rejects.toThrow("contract.json is not the one that was built");
  });

  test("are held to their length alone where the browser keeps its checksums to https", async () => {
    vi.stubGlobal("crypto", {});
    await expect(readModelFiles(folder({ "weights.bin": "five" }))).resolves.toBeDefined();
    await expect(readModelFiles(folder({ "weights.bin": "fou" }))).rejects.toThrow("but is 3");
  });
});

describe("fetching a model's file", () => {
  const url = "https://site.example/any/model/compact-1234/";
  const answerWith = (response: () => Promise<Response>) => vi.stubGlobal("fetch", vi.fn(response));

  test("asks in the model's own folder", async () => {
    answerWith(async () => new Response("{}"));
    expect(await fetchFrom(url)("model.json")).toEqual(bytesOf("{}"));
    expect(String(vi.mocked(fetch).mock.calls[0]![0])).toBe(`${url}model.json`);
  });

  test.each<[string, () => Promise<Response>, string]>([
    ["it is missing", async () => new Response("", { status: 404 }), "the server answered 404"],
    [
      "the network is gone",
      async () => Promise.reject(new TypeError("fetch failed")),
      "the network did not answer",
    ],
    [
      "it breaks off",
      async () => new Response(new ReadableStream({ start: (body) => body.error(new Error("gone")) })),
      "broke off",
    ],
  ])("says so where %s", async (_, response, sentence) => {
    answerWith(response);
    const reading = fetchFrom(url)("model.json");
    await expect(reading).rejects.toThrow(ModelLoadError);
    await expect(reading).rejects.toThrow(sentence);
  });
});

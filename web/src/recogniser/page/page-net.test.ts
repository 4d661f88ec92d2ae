import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { startCpu } from "../cpu-backend";
import { loadGraph } from "../graph";
import { readFilesOf, type ModelFiles } from "../model-files";
import { ModelLoadError } from "../types";
import { parsePageContract, type PageContract } from "./page-contract";
import { startPageNet } from "./page-net";

const folder = new URL("../../../model/page/", import.meta.url);

const readBytes = (name: string) =>
  Promise.resolve(new Uint8Array(readFileSync(new URL(name, folder))).buffer);

interface Parity {
  readonly maxLogitError: number;
  readonly pictures: readonly {
    readonly width: number;
    readonly height: number;
    readonly colours: readonly number[];
  }[];
  readonly logits: readonly (readonly number[])[];
}

const parity = JSON.parse(readFileSync(new URL("parity.json", folder), "utf8")) as Parity;

describe("the committed page net", () => {
  let files: ModelFiles<PageContract>;
  beforeAll(async () => {
    await startCpu();
    files = await readFilesOf(parsePageContract, readBytes);
  });

  test("agrees with Keras", async () => {
    const net = await startPageNet(files, loadGraph);
    for (const [index, expected] of parity.logits.entries()) {
      const { width, height, colours } = parity.pictures[index]!;
      const values = Float32Array.from(colours, (value) => value / 255);
      const logits = await net.logits({ width, height, values });
      expect(logits.length).toBe(expected.length);
      const error = Math.max(...logits.map((logit, at) => Math.abs(logit - expected[at]!)));
      expect(error).toBeLessThan(parity.maxLogitError + 1e-2);
    }
  });

  test("is refused where its graph isn't what its contract promises", async () => {
    const other = async () => ({ ...(await loadGraph(files)), inputShape: [-1, -1, -1, 1] });
    await expect(startPageNet(files, other)).rejects.toThrow(ModelLoadError);
  });

  test.each([
    ["version", { version: 2 }],
    ["kinds", { kinds: ["handwriting", "paper"] }],
    ["input.step", { input: { longestSide: 1280, step: 0 } }],
    ["pixels", { pixels: -2 }],
  ])("is refused where its contract breaks %s", (path, broken) => {
    expect(() => parsePageContract({ ...files.contract, ...broken })).toThrow(path);
  });
});

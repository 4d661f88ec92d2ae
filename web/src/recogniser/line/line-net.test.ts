import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { startCpu } from "../cpu-backend";
import { loadGraph } from "../graph";
import { readFilesOf, type ModelFiles } from "../model-files";
import { ModelLoadError } from "../types";
import { parseLineContract, type LineContract } from "./line-contract";
import { startLineNet } from "./line-net";
import { stripHeight } from "./strip";

const folder = new URL("../../../model/line/", import.meta.url);

const readBytes = (name: string) =>
  Promise.resolve(new Uint8Array(readFileSync(new URL(name, folder))).buffer);

interface Parity {
  readonly labels: readonly string[];
  readonly maxLogitError: number;
  readonly strips: readonly { readonly width: number; readonly ink: readonly number[] }[];
  readonly logits: readonly (readonly number[])[];
}

const parity = JSON.parse(readFileSync(new URL("parity.json", folder), "utf8")) as Parity;
const stripAt = (index: number) => {
  const { width, ink } = parity.strips[index]!;
  return { width, height: stripHeight, ink: Float32Array.from(ink, (value) => value / 255) };
};

describe("the committed line net", () => {
  let files: ModelFiles<LineContract>;
  beforeAll(async () => {
    await startCpu();
    files = await readFilesOf(parseLineContract, readBytes);
  });

  test("agrees with Keras", async () => {
    const net = await startLineNet(files, loadGraph);
    for (const [index, expected] of parity.logits.entries()) {
      const logits = await net.logits(stripAt(index));
      expect(logits.length).toBe(expected.length);
      const error = Math.max(...logits.map((logit, at) => Math.abs(logit - expected[at]!)));
      expect(error).toBeLessThan(parity.maxLogitError + 1e-3);
    }
  });

  test("tells where its columns lie, and what they hold as probabilities", async () => {
    const net = await startLineNet(files, loadGraph);
    const image = stripAt(0);
    const seen = await net.read({ image, left: 100, top: 0, scale: 0.5, leastSide: 0 });
    const stride = seen.characters.length + 1;
    const columns = seen.logs.length / stride;
    expect(columns).toBe(image.width / 2 - 17);
    const sum = seen.logs.subarray(0, stride).reduce((total, log) => total + Math.exp(log), 0);
    expect(sum).toBeCloseTo(1, 5);
    expect(seen.placeOf(0)).toBe(100 + 18 / 0.5);
    expect(seen.placeOf(columns - 1)).toBeLessThan(100 + image.width / 0.5);
    expect(seen.texts[0]!.logProbability).toBeLessThanOrEqual(1e-9);
  });

  test("is refused where its graph isn't what its contract promises", async () => {
    const other = async () => ({ ...(await loadGraph(files)), inputShape: [-1, 28, -1, 1] });
    await expect(startLineNet(files, other)).rejects.toThrow(ModelLoadError);
  });

  test.each([
    ["version", { version: 2 }],
    ["characters", { characters: "0123456789" }],
    ["forms", { forms: { longestRun: 7, logs: {} } }],
    ["columns.step", { columns: { first: 18, step: 0 } }],
    [
      "views.pictured.line",
      { views: { drawn: { cuts: 1, line: 1, form: 1, mark: 0, other: 0, sureFrom: 1 }, pictured: {} } },
    ],
  ])("is refused where its contract breaks %s", (path, broken) => {
    const json = { ...files.contract, ...broken };
    expect(() => parseLineContract(json)).toThrow(path.startsWith("views") ? "views.pictured" : path);
  });
});

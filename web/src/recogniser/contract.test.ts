import { describe, expect, test } from "vitest";
import { checkGraph, parseContract } from "./contract";
import { testFits } from "./number/test-fits";
import { ModelLoadError } from "./types";

const sha256 = "0123456789abcdef".repeat(4);
const contract = {
  version: 2,
  architecture: "compact",
  labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  input: { shape: [28, 28, 1], paper: 0, ink: 1 },
  outputs: { logits: 10, features: 64 },
  temperature: 1.07,
  views: [-10, 0, 10],
  refusalThreshold: 0.5,
  files: [
    { name: "model.json", bytes: 12, sha256 },
    { name: "group1-shard1of1.bin", bytes: 34, sha256 },
  ],
  accuracy: { validation: 0.996, test: 0.996 },
};
const files = (...changes: object[]) => ({
  files: contract.files.map((file, i) => ({ ...file, ...changes[i] })),
});

const graph = { input: [-1, 28, 28, 1], outputs: { logits: [-1, 10], features: [-1, 64] } };

describe("a contract", () => {
  test("holds what the trainer exports, and whatever else it cares to add", () => {
    expect(parseContract({ ...contract, trainedOn: "MNIST" })).toMatchObject(contract);
  });

  test.each<[string, object]>([
    ["version", { version: 1 }],
    ["architecture", { architecture: "" }],
    ["labels", { labels: [1, 2, 3] }],
    ["labels", { labels: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] }],
    ["input.shape", { input: { ...contract.input, shape: [32, 32, 1] } }],
    ["input.paper", { input: { ...contract.input, paper: 1 } }],
    ["input.ink", { input: { shape: [28, 28, 1], paper: 0 } }],
    ["input.shape", { input: null }],
    ["outputs.logits", { outputs: { logits: 11, features: 64 } }],
    ["outputs.features", { outputs: { logits: 10 } }],
    ["temperature", { temperature: 0 }],
    ["views", { views: [] }],
    ["views", { views: [0, "10"] }],
    ["temperature", { temperature: "1" }],
    ["refusalThreshold", { refusalThreshold: 1.5 }],
    ["files", { files: [] }],
    ["files", { files: contract.files.slice(0, 1) }],
    ["files", { files: [...contract.files].reverse() }],
    ["files", files({ bytes: -1 })],
    ["files", files({ sha256: "abc" })],
    ["files", files({}, { name: "../elsewhere.bin" })],
    ["files", files({}, { name: "https://elsewhere.example/weights.bin" })],
    ["files", { files: [null, null] }],
  ])("is refused for its %s: %j", (path, change) => {
    const parse = () => parseContract({ ...contract, ...change });
    expect(parse).toThrow(ModelLoadError);
    expect(parse).toThrow(`: ${path} should be `);
    expect(parse).toThrow("Run make train");
  });

  test.each([null, 7, "contract", [], {}])("is not to be had from %j", (json) => {
    expect(() => parseContract(json)).toThrow("version should be 2, but is nothing");
  });

  const { seams, ...numbers } = testFits;
  const drawnWith = (change: object) => ({
    seams,
    numbers: { ...numbers, drawn: { ...numbers.drawn, ...change } },
  });
  const { width: _, ...withoutWidth } = numbers.drawn.features;

  test("may say how numbers are read, or how ink is cut alone", () => {
    expect(parseContract({ ...contract, seams, numbers })).toMatchObject({ seams, numbers });
    expect(parseContract({ ...contract, seams }).numbers).toBeUndefined();
  });

  test.each<[string, object]>([
    ["seams.itself", { numbers }],
    ["seams.cutInk", { seams: { ...seams, cutInk: null } }],
    ["seams", { seams: { ...seams, colour: 1 } }],
    ["numbers.pictured.sureFrom", { seams, numbers: { ...numbers, pictured: null } }],
    ["numbers.drawn.sureFrom", drawnWith({ sureFrom: 2 })],
    ["numbers.drawn.digit", drawnWith({ digit: "1" })],
    ["numbers.drawn.features.width", drawnWith({ features: withoutWidth })],
    ["numbers.drawn.features", drawnWith({ features: { ...numbers.drawn.features, colour: 1 } })],
    ["numbers.drawn.nonsense.length", drawnWith({ nonsense: { itself: 1 } })],
  ])("is refused where it says of numbers a wrong %s", (path, change) => {
    expect(() => parseContract({ ...contract, ...change })).toThrow(`: ${path} should be `);
  });

  test("is kept by a graph that takes and gives what it says", () => {
    expect(() => checkGraph(parseContract(contract), graph)).not.toThrow();
  });

  test.each([
    ["input should be [28,28,1], but is [32,32,1]", { ...graph, input: [-1, 32, 32, 1] }],
    ["input should be [28,28,1], but is []", { ...graph, input: [] }],
    [
      "output logits should be [10], but is [11]",
      { ...graph, outputs: { ...graph.outputs, logits: [-1, 11] } },
    ],
    ["output features should be [64], but is nothing", { ...graph, outputs: { logits: [-1, 10] } }],
  ])("is broken by a graph whose %s", (sentence, other) => {
    const check = () => checkGraph(parseContract(contract), other);
    expect(check).toThrow(ModelLoadError);
    expect(check).toThrow(sentence);
  });
});

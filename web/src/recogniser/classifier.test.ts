import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { loadClassifier, type Classifier } from "./classifier";
import { startCpu } from "./cpu-backend";
import { readModelFiles, type ModelFiles } from "./model-files";
import { seededRandom } from "./test-drawings";
import { ModelLoadError } from "./types";
import { inOneRow, rowsOf } from "./rows";
import { meanOf, viewOf } from "./views";
import { startWasm } from "./wasm-backend";

/** What the trainer measured of the model that it exported: 32 grids of the project's own and Keras's logits. */
interface Parity {
  readonly labels: readonly number[];
  readonly grids: readonly (readonly number[])[];
  readonly logits: readonly (readonly number[])[];
  /** The largest difference between exported and Keras's logits that the trainer found. */
  readonly maxLogitError: number;
}

const models = new URL("../../model/", import.meta.url);
/** All but the line net and the page net, which read no digits. */
const architectures = readdirSync(models, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
  .map(({ name }) => name)
  .filter((name) => name !== "line" && name !== "page");
const wasmFile = createRequire(import.meta.url).resolve(
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
);

async function readBytes(architecture: string, name: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(new URL(`${architecture}/${name}`, models))).buffer;
}

const filesOf = (architecture: string) => readModelFiles((name) => readBytes(architecture, name));

async function parityOf(architecture: string): Promise<Parity> {
  return JSON.parse(new TextDecoder().decode(await readBytes(architecture, "parity.json")));
}

const highest = (row: ArrayLike<number>) => Array.from(row).indexOf(Math.max(...Array.from(row)));

function noise(count: number): Float32Array {
  const random = seededRandom(count);
  return Float32Array.from({ length: count * 784 }, () => Math.max(0, 2 * random() - 1));
}

/** The model under a contract that promises another number of features. */
const withFeatures = (files: ModelFiles, features: number): ModelFiles => ({
  ...files,
  contract: { ...files.contract, outputs: { ...files.contract.outputs, features } },
});

/** The model with another operation in the place of its averaging. */
const withOperation = ({ graph, ...files }: ModelFiles, op: string): ModelFiles => ({
  ...files,
  graph: JSON.parse(JSON.stringify(graph).replace('"op":"Mean"', `"op":"${op}"`)),
});

describe.each(["wasm", "cpu"] as const)("on the %s backend", (backend) => {
  beforeAll(async () => {
    if (backend === "cpu") await startCpu();
    else expect(await startWasm(wasmFile)).toBe(true);
  });

  test.each(architectures)("the committed %s model agrees with Keras", async (architecture) => {
    const parity = await parityOf(architecture);
    const classifier = await loadClassifier(await filesOf(architecture));
    const logits = await classifier.logits(Float32Array.from(parity.grids.flat()));
    parity.logits.forEach((expected, i) => {
      const row = logits.subarray(i * 10, (i + 1) * 10);
      expect(highest(row)).toBe(highest(expected));
      // The backends add up in other orders: their own rounding comes on top of what quantising cost.
      row.forEach((logit, k) =>
        expect(Math.abs(logit - expected[k]!)).toBeLessThan(parity.maxLogitError + 1e-3),
      );
    });
    classifier.dispose();
  });

  test("a digit is judged by the mean logits of its views, and glanced at as it is", async () => {
    const files = await filesOf("compact");
    const [grids, views] = [noise(3), [-10, 0, 10]];
    const classifier = await loadClassifier({ ...files, contract: { ...files.contract, views } });
    const { temperature } = classifier.contract;
    const expected = (logits: Float32Array) => {
      const powers = Array.from(logits, (logit) => Math.exp(logit / temperature));
      const sum = powers.reduce((total, power) => total + power, 0);
      return powers.map((power) => power / sum);
    };
    const each = rowsOf(grids, 784);
    const ofViews = await Promise.all(
      views.map((angle) => classifier.logits(inOneRow(each.map((grid) => viewOf(grid, angle))))),
    );
    const [means, plain] = [meanOf(ofViews), ofViews[1]!];
    const [judged, glanced] = [await classifier.judge(each), await classifier.glance(each)];
    const judgedAfterGlancing = await classifier.judge(each);
    const probabilities = await classifier.probabilities(grids);
    for (let index = 0; index < 3; index++) {
      const row = [index * 10, (index + 1) * 10] as const;
      expected(means.subarray(...row)).forEach((probability, digit) => {
        expect(judged[index]!.probabilities[digit]).toBeCloseTo(probability, 4);
        expect(judgedAfterGlancing[index]!.probabilities[digit]).toBeCloseTo(probability, 4);
        expect(probabilities[index * 10 + digit]).toBeCloseTo(probability, 4);
      });
      expected(plain.subarray(...row)).forEach((probability, digit) =>
        expect(glanced[index]!.probabilities[digit]).toBeCloseTo(probability, 4),
      );
    }
    classifier.dispose();
  });

  test.each(architectures)(
    "the %s model tells what each of its layers makes of a digit",
    async (architecture) => {
      const classifier = await loadClassifier(await filesOf(architecture));
      const grid = noise(1);
      const logits = await classifier.logits(grid);
      const before = memory().numTensors;
      const activations = await classifier.activations(grid);
      expect(memory().numTensors).toBe(before);
      expect(activations.map(({ layer, shape }) => [layer, shape])).toEqual(
        classifier.layers.map(({ name, shape }) => [name, shape]),
      );
      for (const { shape, values } of activations) expect(values.length).toBe(shape.reduce((a, b) => a * b));
      // Each is its owner's to give away: none lies in another's memory.
      expect(new Set(activations.map(({ values }) => values.buffer)).size).toBe(activations.length);
      activations.at(-1)!.values.forEach((value, i) => expect(value).toBeCloseTo(logits[i]!, 4));
      classifier.dispose();
    },
  );

  test("layers have the trainer's names and numbers", async () => {
    const rows = async (architecture: string) => {
      const classifier = await loadClassifier(await filesOf(architecture));
      classifier.dispose();
      return classifier.layers.map((layer) => [
        layer.name,
        layer.kind,
        layer.shape.join(" x "),
        layer.parameters,
      ]);
    };
    expect(await rows("compact")).toEqual([
      ["conv1", "convolution", "28 x 28 x 16", 160],
      ["pool1", "pooling", "14 x 14 x 16", 0],
      ["conv2", "convolution", "14 x 14 x 28", 4060],
      ["conv3", "convolution", "14 x 14 x 28", 7084],
      ["conv4", "convolution", "14 x 14 x 28", 7084],
      ["pool2", "pooling", "7 x 7 x 28", 0],
      ["conv5", "convolution", "7 x 7 x 64", 16192],
      ["conv6", "convolution", "5 x 5 x 64", 36928],
      ["conv7", "convolution", "3 x 3 x 64", 36928],
      ["features", "averaging", "64", 0],
      ["logits", "dense", "10", 650],
    ]);
    expect(await rows("classic")).toEqual([
      ["conv1", "convolution", "26 x 26 x 32", 320],
      ["pool1", "pooling", "13 x 13 x 32", 0],
      ["conv2", "convolution", "11 x 11 x 64", 18496],
      ["pool2", "pooling", "5 x 5 x 64", 0],
      ["flatten", "flattening", "1600", 0],
      ["features", "dense", "128", 204928],
      ["logits", "dense", "10", 1290],
    ]);
  });

  describe("a classifier", () => {
    let classifier: Classifier;
    beforeAll(async () => {
      classifier = await loadClassifier(await filesOf("compact"));
    });

    test("gives the same for a grid alone and among many, in batches of whatever size", async () => {
      const grids = noise(300);
      const together = await classifier.probabilities(grids);
      expect(together.length).toBe(300 * 10);
      for (const i of [0, 255, 256, 299]) {
        const alone = await classifier.probabilities(grids.slice(i * 784, (i + 1) * 784));
        alone.forEach((value, k) => expect(value).toBeCloseTo(together[i * 10 + k]!, 5));
      }
    });

    test("divides the logits by the contract's temperature, and its probabilities sum to 1", async () => {
      const grids = noise(3);
      const [logits, glances] = [await classifier.logits(grids), await classifier.glance(rowsOf(grids, 784))];
      const { probabilities } = glances[0]!;
      const odds = Math.log(probabilities[0]! / probabilities[1]!);
      expect(odds).toBeCloseTo((logits[0]! - logits[1]!) / classifier.contract.temperature, 3);
      for (const { probabilities } of [...glances, ...(await classifier.judge(rowsOf(grids, 784)))]) {
        expect(probabilities.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 5);
      }
    });

    test("has nothing to say about no grids", async () => {
      expect(await classifier.probabilities(new Float32Array(0))).toEqual(new Float32Array(0));
    });

    test("keeps no tensor of its readings", async () => {
      const grid = noise(1);
      const before = memory().numTensors;
      for (let i = 0; i < 50; i++) await classifier.probabilities(grid);
      expect(memory().numTensors).toBe(before);
    });

    test("frees its weights when disposed of", async () => {
      const before = memory().numTensors;
      const another = await loadClassifier(await filesOf("compact"));
      expect(memory().numTensors).toBeGreaterThan(before);
      another.dispose();
      expect(memory().numTensors).toBe(before);
    });

    test("is refused where its graph breaks the contract", async () => {
      const loading = loadClassifier(withFeatures(await filesOf("compact"), 7));
      await expect(loading).rejects.toThrow(ModelLoadError);
      await expect(loading).rejects.toThrow("output features should be [7]");
    });

    test("is refused where its graph can't be run", async () => {
      const loading = loadClassifier(withOperation(await filesOf("compact"), "NoSuchOperation"));
      await expect(loading).rejects.toThrow(ModelLoadError);
      await expect(loading).rejects.toThrow("The model can't be run here: ");
    });
  });
});

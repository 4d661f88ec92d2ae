import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BuildError } from "./error.mjs";
import { operations, readOperations } from "./operations.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "models-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function writeModel(architecture: string, ...ops: string[]): Promise<void> {
  await mkdir(join(folder, architecture));
  const node = ops.map((op) => ({ op, name: op }));
  await writeFile(join(folder, architecture, "model.json"), JSON.stringify({ modelTopology: { node } }));
}

describe("the operations of the exported models", () => {
  test("are those of all of them together", async () => {
    await writeModel("one", "Placeholder", "Mean", "Mean");
    await writeModel("two", "Placeholder", "MaxPool");
    expect(await readOperations(folder, ["one", "two"])).toEqual(["MaxPool", "Mean", "Placeholder"]);
  });

  test("end the build where the site can't hold one", async () => {
    await writeModel("one", "Placeholder");
    await writeModel("two", "Placeholder", "LeakyRelu");
    const reading = readOperations(folder, ["one", "two"]);
    await expect(reading).rejects.toThrow(BuildError);
    await expect(reading).rejects.toThrow(
      "The two model uses the operation LeakyRelu, which the site doesn't hold: " +
        "add what it needs to the table in web/builder/operations.mjs.",
    );
  });

  test("end the build where a graph can't be read", async () => {
    await mkdir(join(folder, "one"));
    await expect(readOperations(folder, ["one"])).rejects.toThrow("run make train");
  });
});

describe.each(Object.entries(operations))(
  "what %s needs",
  (name, { group, functions = [], kernels = [] }) => {
    const packages = join(import.meta.dirname, "../node_modules/@tensorflow");

    test("is where the table says", async () => {
      const { json } = await import(join(packages, `tfjs-converter/dist/operations/op_list/${group}.js`));
      expect(json.map(({ tfOpName }: { tfOpName: string }) => tfOpName)).toContain(name);
      for (const path of functions) {
        const found = path.split(".").reduce((value: any, key) => value[key], core);
        expect(found, path).toBeTypeOf("function");
      }
      for (const kernel of kernels) {
        for (const backend of ["wasm", "cpu"]) {
          const file = join(packages, `tfjs-backend-${backend}/dist/kernels/${kernel}.js`);
          expect(existsSync(file), file).toBe(true);
        }
      }
    });
  },
);

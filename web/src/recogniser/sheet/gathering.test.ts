import { expect, test } from "vitest";
import { gridLength } from "../types";
import { gathering } from "./gathering";

const grids = (...values: number[]) =>
  Float32Array.from({ length: values.length * gridLength }, (_, at) => values[Math.floor(at / gridLength)]!);

test("what is asked for together is judged together, and everyone hears of one's own", async () => {
  const asked: number[] = [];
  const { glance } = gathering({
    glance: async (all) => {
      asked.push(all.length / gridLength);
      const count = all.length / gridLength;
      return Array.from({ length: count }, (_, index) => ({
        digit: all[index * gridLength]!,
        confidence: 1,
        probabilities: [],
      }));
    },
  });
  const answers = await Promise.all([glance(grids(1, 2)), glance(grids()), glance(grids(3))]);
  expect(answers.map((answer) => answer.map(({ digit }) => digit))).toEqual([[1, 2], [], [3]]);
  expect(asked).toEqual([3]);
});

test("a failure reaches all who asked", async () => {
  const { glance } = gathering({ glance: () => Promise.reject(new Error("out of memory")) });
  const answers = await Promise.allSettled([glance(grids(1)), glance(grids(2))]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

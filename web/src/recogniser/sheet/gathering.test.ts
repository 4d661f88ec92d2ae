import { expect, test } from "vitest";
import { gridLength } from "../types";
import { gathering } from "./gathering";

const grids = (...values: number[]) =>
  Float32Array.from({ length: values.length * gridLength }, (_, at) => values[Math.floor(at / gridLength)]!);

test("what is asked for together is judged together, and everyone hears of one's own", async () => {
  const asked: string[] = [];
  const saying = (how: string) => async (all: Float32Array) => {
    const count = all.length / gridLength;
    asked.push(`${how} ${count}`);
    return Array.from({ length: count }, (_, index) => ({
      digit: all[index * gridLength]!,
      confidence: 1,
      probabilities: [],
    }));
  };
  const { glance, judge } = gathering({ glance: saying("glance"), judge: saying("judge") });
  const answers = await Promise.all([
    glance(grids(1, 2)),
    glance(grids()),
    judge(grids(4)),
    glance(grids(3)),
  ]);
  expect(answers.map((answer) => answer.map(({ digit }) => digit))).toEqual([[1, 2], [], [4], [3]]);
  expect(asked).toEqual(["glance 3", "judge 1"]);
});

test("a failure reaches all who asked", async () => {
  const failing = () => Promise.reject(new Error("out of memory"));
  const { glance } = gathering({ glance: failing, judge: failing });
  const answers = await Promise.allSettled([glance(grids(1)), glance(grids(2))]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

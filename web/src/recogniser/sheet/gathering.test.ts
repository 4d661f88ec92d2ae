import { expect, test } from "vitest";
import type { LineClassifier } from "../classifier";
import type { LineNet } from "../line/line-net";
import { testFits } from "../number/test-fits";
import { gridLength, type PlacedInk } from "../types";
import { gathering } from "./gathering";

const grids = (...values: number[]) => values.map((value) => new Float32Array(gridLength).fill(value));

const readerOf = (classifier: LineClassifier, lineNet: LineNet | null = null) =>
  gathering({ classifier, fits: testFits, lineNet });

test("what is asked for together is judged together, and everyone hears of one's own", async () => {
  const asked: string[] = [];
  const saying = (how: string) => async (all: readonly Float32Array[]) => {
    asked.push(`${how} ${all.length}`);
    return all.map(([digit]) => ({ digit: digit!, confidence: 1, probabilities: [] }));
  };
  const { glance, judge } = readerOf({ glance: saying("glance"), judge: saying("judge") }).classifier;
  const answers = await Promise.all([
    glance(grids(1, 2)),
    glance(grids()),
    judge(grids(4)),
    glance(grids(3)),
  ]);
  expect(answers.map((answer) => answer.map(({ digit }) => digit))).toEqual([[1, 2], [], [4], [3]]);
  expect(asked).toEqual(["glance 3", "judge 1"]);
});

test("strips are seen one after the other, and all are answered once the last is seen", async () => {
  const log: string[] = [];
  const read = async ({ left }: PlacedInk) => {
    log.push(`seen ${left}`);
    return { characters: "", logs: new Float32Array(), texts: [], placeOf: () => left, formOf: () => 0 };
  };
  const { lineNet } = readerOf({} as LineClassifier, { read } as unknown as LineNet);
  const stripAt = (left: number) => ({ left }) as PlacedInk;
  const answered = async (left: number) => {
    const { placeOf } = await lineNet!.read(stripAt(left));
    log.push(`answered ${placeOf(0)}`);
  };
  await Promise.all([answered(1), answered(2)]);
  expect(log).toEqual(["seen 1", "seen 2", "answered 1", "answered 2"]);
});

test("a failure reaches all who asked", async () => {
  const failing = () => Promise.reject(new Error("out of memory"));
  const { glance } = readerOf({ glance: failing, judge: failing }).classifier;
  const answers = await Promise.allSettled([glance(grids(1)), glance(grids(2))]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

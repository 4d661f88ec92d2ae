import { describe, expect, test } from "vitest";
import { canRedo, canUndo, commit, type History, redo, startHistory, undo } from "./history";

const drawn = ["one stroke", "two strokes"].reduce(
  (history, state) => commit(history, state),
  startHistory("blank"),
);

describe("a history", () => {
  test("starts with nothing to undo or redo", () => {
    const history = startHistory("blank");
    expect([canUndo(history), canRedo(history)]).toEqual([false, false]);
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
  });

  test("goes back step by step and forward again", () => {
    const back = undo(undo(drawn));
    expect(back.present).toBe("blank");
    expect(canUndo(back)).toBe(false);
    expect(redo(redo(back))).toEqual(drawn);
  });

  test("forgets what was undone once something new is committed", () => {
    const changed = commit(undo(drawn), "another stroke");
    expect(canRedo(changed)).toBe(false);
    expect(undo(changed).present).toBe("one stroke");
  });

  test("leaves the history it was given as it was", () => {
    undo(drawn);
    commit(drawn, "more");
    expect(drawn).toEqual({ past: ["blank", "one stroke"], present: "two strokes", future: [] });
  });

  test("keeps the last 200 steps", () => {
    const long = afterSteps(1000);
    expect(long.past).toHaveLength(200);
    expect(undo(long).present).toBe(998);
  });

  test("keeps no more than the last 20 steps that take much memory, and all after the first of them", () => {
    const long = afterSteps(100, (step) => step % 2 === 0);
    expect(long.past).toEqual(Array.from({ length: 40 }, (_, i) => 59 + i));
  });
});

function afterSteps(count: number, isHeavy?: (step: number) => boolean): History<number> {
  const steps = Array.from({ length: count }, (_, step) => step);
  return steps.reduce((history, step) => commit(history, step, isHeavy), startHistory(-1));
}

import { describe, expect, test } from "vitest";
import { canRedo, canUndo, commit, redo, startHistory, undo } from "./history";

const drawn = ["one stroke", "two strokes"].reduce(commit<string>, startHistory("blank"));

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
    const long = Array.from({ length: 1000 }, (_, step) => step).reduce(commit<number>, startHistory(-1));
    expect(long.past).toHaveLength(200);
    expect(undo(long).present).toBe(998);
  });
});

import { describe, expect, test } from "vitest";
import { strokePath } from "./stroke-path";

describe("the path of a stroke", () => {
  test("is empty where there is no stroke", () => {
    expect(strokePath([])).toBe("");
  });

  test("has some length even for a dot, so that the dot is seen", () => {
    expect(strokePath([[20, 30]])).toBe("M20 30l.01 0");
  });

  test("is a straight line between two points", () => {
    const path = strokePath([
      [0, 0],
      [10, 20],
    ]);
    expect(path).toBe("M0 0L10 20");
  });

  test("bends at each point between, towards the middle of the next segment, and ends where the hand did", () => {
    const path = strokePath([
      [0, 0],
      [10, 0],
      [10, 10],
      [20, 10],
    ]);
    expect(path).toBe("M0 0Q10 0 10 5Q10 10 15 10L20 10");
  });

  test("keeps to hundredths of a unit", () => {
    expect(strokePath([[1 / 3, 2 / 3]])).toBe("M0.33 0.67l.01 0");
  });
});

import { describe, expect, test } from "vitest";
import type { Point, Stroke } from "../recogniser/index";
import { smoothed, strokePath } from "./stroke-path";

const hook: Stroke = [
  [0, 0],
  [100, 0],
  [100, 100],
];

describe("the smooth line of a stroke", () => {
  test("is the stroke itself where there is nothing to bend", () => {
    for (const stroke of [[], [[20, 30]], hook.slice(0, 2)] as Stroke[]) {
      expect(smoothed(stroke)).toEqual(stroke);
    }
  });

  test("starts and ends where the hand did", () => {
    const line = smoothed(hook);
    expect([line.at(0), line.at(-1)]).toEqual([hook.at(0), hook.at(-1)]);
  });

  test("runs within a twentieth of a unit of the curve that bends at each point between", () => {
    const line = smoothed(hook);
    for (let t = 0; t <= 1; t += 0.001) {
      // From (0, 0) by (100, 0) to (100, 50), the middle of the next segment.
      const onCurve: Point = [200 * t - 100 * t * t, 50 * t * t];
      const distances = line.slice(1).map((to, i) => distanceToSegment(onCurve, line[i]!, to));
      expect(Math.min(...distances)).toBeLessThanOrEqual(0.05);
    }
  });
});

describe("the path of a stroke", () => {
  test("is empty where there is no stroke", () => {
    expect(strokePath([])).toBe("");
  });

  test("has some length even for a dot, so that the dot is seen", () => {
    expect(strokePath([[20, 30]])).toBe("M20 30l.01 0");
  });

  test("goes through the smooth line's points", () => {
    const path = smoothed(hook).map((point) => point.map((value) => Math.round(value * 100) / 100).join(" "));
    expect(strokePath(hook)).toBe(`M${path.join("L")}`);
  });

  test("keeps to hundredths of a unit", () => {
    expect(strokePath([[1 / 3, 2 / 3]])).toBe("M0.33 0.67l.01 0");
  });
});

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}

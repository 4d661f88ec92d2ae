import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dragged, type Grip, leastSide, turnedFrame } from "./frame";

const whole = { x: 0, y: 0, width: 1, height: 1 };
const part = { x: 0.2, y: 0.3, width: 0.4, height: 0.5 };

describe("a frame", () => {
  test("is moved as a whole, and by its corners", () => {
    expect(dragged(part, "whole", [0.1, -0.1])).toMatchObject({ width: 0.4, height: 0.5 });
    expect(dragged(part, "whole", [0.1, -0.1]).x).toBeCloseTo(0.3);
    expect(dragged(part, "nw", [-0.1, 0.1]).width).toBeCloseTo(0.5);
    expect(dragged(part, "se", [-0.1, 0.1]).height).toBeCloseTo(0.6);
  });

  test("stays on the picture, and large enough to be held", () => {
    const grips = fc.constantFrom<Grip>("nw", "ne", "sw", "se", "whole");
    const way = fc.double({ min: -3, max: 3, noNaN: true });
    const steps = fc.array(fc.tuple(grips, way, way), { maxLength: 8 });
    fc.assert(
      fc.property(steps, (all) => {
        const { x, y, width, height } = all.reduce(
          (frame, [grip, byX, byY]) => dragged(frame, grip, [byX, byY]),
          part,
        );
        for (const [start, length] of [[x, width] as const, [y, height] as const]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start + length).toBeLessThanOrEqual(1 + 1e-9);
          expect(length).toBeGreaterThanOrEqual(leastSide - 1e-9);
        }
      }),
    );
  });

  test("keeps its part of a picture that is turned, there and back", () => {
    expect(turnedFrame(whole, true)).toEqual(whole);
    // What was at the top left is at the top right once it is turned to the right.
    expect(turnedFrame({ x: 0, y: 0, width: 0.5, height: 0.25 }, true)).toEqual({
      ...{ x: 0.75, y: 0, width: 0.25, height: 0.5 },
    });
    const { x, y } = turnedFrame(turnedFrame(part, true), false);
    expect([x, y]).toEqual([expect.closeTo(0.2), expect.closeTo(0.3)]);
  });
});

import { describe, expect, test } from "vitest";
import type { Layer } from "../../recogniser/types";
import { multiplyAddsOf } from "./layers";

const layer = (kind: Layer["kind"], shape: number[], parameters: number): Layer => ({
  name: "any",
  kind,
  shape,
  parameters,
});

describe("multiply-adds", () => {
  test("of a convolution: each weight at each place, biases never", () => {
    // 3 x 3 x 16 x 32 weights and 32 biases, at 14 x 14 places.
    expect(multiplyAddsOf(layer("convolution", [14, 14, 32], 4640))).toBe(4608 * 196);
  });

  test("of a fully connected layer: each weight once", () => {
    expect(multiplyAddsOf(layer("dense", [10], 650))).toBe(640);
  });

  test.each(["pooling", "averaging", "flattening"] as const)("of %s: none", (kind) => {
    expect(multiplyAddsOf(layer(kind, [5, 5, 64], 0))).toBe(0);
  });
});

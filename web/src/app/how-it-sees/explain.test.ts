import { describe, expect, test } from "vitest";
import * as words from "../../../text.json";
import type { LayerKind } from "../../recogniser/types";
import { explanationOf } from "./explain";

const text = words.maps.layers;

function explanations(...kinds: LayerKind[]): string[] {
  const layers = kinds.map((kind) => ({ kind }));
  return layers.map((_, place) => explanationOf(layers, place));
}

describe("a line for each layer", () => {
  test("of compact goes from strokes to shapes", () => {
    const convolutions = Array.from({ length: 6 }, () => "convolution" as const);
    expect(explanations(...convolutions, "averaging", "dense")).toEqual([
      ...text.convolutions,
      text.averaging,
      text.digits,
    ]);
  });

  test("of classic has the first and the last step, and weighs them", () => {
    const lines = explanations(
      "convolution",
      "pooling",
      "convolution",
      "pooling",
      "flattening",
      "dense",
      "dense",
    );
    expect(lines[0]).toBe(text.convolutions[0]);
    expect(lines[2]).toBe(text.convolutions.at(-1));
    expect(lines.slice(-2)).toEqual([text.weighing, text.digits]);
  });

  test("of dense says that it knows no neighbours", () => {
    expect(explanations("flattening", "dense", "dense").slice(1)).toEqual([text.pixels, text.digits]);
  });
});

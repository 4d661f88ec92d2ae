import type { Layer, LayerKind } from "../../recogniser/index";

/**
 * Multiply-adds of one digit's way through a layer: each weight but the biases, one for each output channel,
 * is used once at every place of the output.
 */
export function multiplyAddsOf({ kind, shape, parameters }: Layer): number {
  if (!weighs(kind)) return 0;
  const channels = shape.at(-1)!;
  const places = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return (parameters - channels) * places;
}

const weighs = (kind: LayerKind): boolean => kind === "convolution" || kind === "dense";

import * as words from "../../../text.json";
import type { Layer, LayerKind } from "../../recogniser/index";

const text = words.maps.layers;

/** What a layer does, in a line: by its kind, and by how many convolutions come before and after it. */
export function explanationOf(layers: readonly Pick<Layer, "kind">[], place: number): string {
  const { kind } = layers[place]!;
  const before = layers.slice(0, place);
  switch (kind) {
    case "convolution":
      return convolution(numberOf(before, kind), numberOf(layers, kind));
    case "pooling":
      return text.pooling;
    case "averaging":
      return text.averaging;
    default:
      if (place === layers.length - 1) return text.digits;
      return numberOf(before, "convolution") > 0 ? text.weighing : text.pixels;
  }
}

/** From strokes to shapes, in as many steps as there are convolutions. */
function convolution(before: number, all: number): string {
  const last = text.convolutions.length - 1;
  const step = all > 1 ? Math.round((before / (all - 1)) * last) : 0;
  return text.convolutions[step]!;
}

function numberOf(layers: readonly Pick<Layer, "kind">[], kind: LayerKind): number {
  return layers.filter((layer) => layer.kind === kind).length;
}

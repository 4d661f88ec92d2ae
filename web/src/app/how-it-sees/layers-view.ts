import * as words from "../../../text.json";
import type { Activation, Layer } from "../../recogniser/index";
import { make } from "../make";
import { fill } from "../text";
import { afterThemeChange } from "../theme";
import { Bars } from "./bars";
import { explanationOf } from "./explain";
import { isMaps, type LayerCanvas } from "./layer-canvas";
import { Maps } from "./maps";

const text = words.maps;

/** Shows, layer by layer, what the model makes of a digit. */
export class LayersView {
  readonly element = make("div", { class: "layers" });
  readonly #sentence = make("p");
  readonly #canvases: ReadonlyMap<string, LayerCanvas>;

  constructor(layers: readonly Layer[]) {
    // One that only sets the same numbers in a row has nothing new to show.
    const shown = layers.filter(({ kind }) => kind !== "flattening");
    this.#canvases = new Map(shown.map((layer, i) => [layer.name, canvasOf(layer, i === shown.length - 1)]));
    this.element.append(this.#sentence, ...shown.map((layer) => this.#partOf(layer, layers)));
    this.#fitToRoom();
    afterThemeChange(() => this.#canvases.forEach((canvas) => canvas.redraw()));
  }

  /** Shows what each layer gave for the newest digit. */
  show(activations: readonly Activation[]): void {
    this.#sentence.textContent = text.explained;
    for (const [name, canvas] of this.#canvases) {
      canvas.show(activations.find(({ layer }) => layer === name)?.values ?? null);
    }
  }

  /** Shows layers that gave nothing, and says why. */
  clear(sentence: string): void {
    this.#sentence.textContent = sentence;
    this.#canvases.forEach((canvas) => canvas.show(null));
  }

  #partOf(layer: Layer, layers: readonly Layer[]): HTMLElement {
    return make(
      "section",
      { class: "layer" },
      make("h2", {}, layer.name, " ", make("span", {}, sizeOf(layer))),
      make("p", {}, explanationOf(layers, layers.indexOf(layer))),
      this.#canvases.get(layer.name)!.element,
    );
  }

  #fitToRoom(): void {
    const observer = new ResizeObserver(() => {
      const { clientWidth } = this.element;
      // Hidden, the panel has no room.
      if (clientWidth > 0) this.#canvases.forEach((canvas) => canvas.fit(clientWidth));
    });
    observer.observe(this.element);
  }
}

function canvasOf(layer: Layer, isLast: boolean): LayerCanvas {
  if (isMaps(layer)) return new Maps(layer);
  const digits = Array.from({ length: layer.shape[0]! }, (_, digit) => `${digit}`);
  return new Bars(layer, isLast ? digits : []);
}

function sizeOf(layer: Layer): string {
  if (!isMaps(layer)) return fill(text.numbers, { count: layer.shape[0]! });
  const [height, width, count] = layer.shape;
  return fill(text.size, { height, width, count });
}

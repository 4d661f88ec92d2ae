import * as words from "../../../text.json";
import type { Layer } from "../../recogniser/index";
import { make } from "../make";
import { fill } from "../text";
import { fitWidth, type LayerCanvas, paint } from "./layer-canvas";

/** In pixels of the canvas. */
const stripHeight = 32;
const stripWidth = 190;

/** What a bar below zero has, of 255. */
const belowZero = 96;

/** A layer of single numbers: a bar for each, from zero up or down. */
export class Bars implements LayerCanvas {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #barWidth: number;
  #values: Float32Array | null = null;

  constructor({ name, shape }: Layer, labels: readonly string[]) {
    const count = shape[0]!;
    this.#barWidth = Math.max(1, Math.floor(stripWidth / count) - 1);
    this.#canvas = make("canvas", {
      class: "bars",
      role: "img",
      width: count * (this.#barWidth + 1) - 1,
      height: stripHeight,
      "aria-label": fill(words.maps.layer, { layer: name, size: fill(words.maps.numbers, { count }) }),
    });
    const names = labels.map((label) => make("span", {}, label));
    this.element = make("div", { class: "strip" }, this.#canvas);
    if (names.length > 0)
      this.element.append(make("div", { class: "bar-names", "aria-hidden": "true" }, ...names));
  }

  show(values: Float32Array | null): void {
    this.#values = values;
    this.redraw();
  }

  redraw(): void {
    const { width, height } = this.#canvas;
    const opacities = new Uint8Array(width * height);
    const [least, most] = rangeOf(this.#values ?? []);
    const rowOf = (value: number) => Math.round(((most - value) / (most - least)) * (height - 1));
    this.#values?.forEach((value, i) => {
      const [top, bottom] = [rowOf(Math.max(0, value)), rowOf(Math.min(0, value))];
      const left = i * (this.#barWidth + 1);
      for (let y = top; y <= bottom; y++) {
        opacities.fill(value < 0 ? belowZero : 255, y * width + left, y * width + left + this.#barWidth);
      }
    });
    paint(this.#canvas, opacities);
  }

  fit(widthPx: number): void {
    fitWidth(this.#canvas, widthPx);
  }
}

/** The least and the largest of the values and zero. */
export function rangeOf(values: Iterable<number>): readonly [least: number, most: number] {
  const all = [0, ...values];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return most > least ? [least, most] : [0, 1];
}

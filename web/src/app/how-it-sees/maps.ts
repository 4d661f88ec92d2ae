import * as words from "../../../text.json";
import type { Layer } from "../../recogniser/index";
import { keyAlone } from "../keys";
import { make } from "../make";
import { fill } from "../text";
import { fitWidth, type LayerCanvas, paint, type Shape3 } from "./layer-canvas";
import { mapAt, opacitiesOf, placeOf, sheetOf } from "./map-sheet";

const text = words.maps;

/** A layer of maps, all on one sheet; the one that is pointed at, or chosen with the arrow keys, is shown larger. */
export class Maps implements LayerCanvas {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #lens: HTMLCanvasElement;
  readonly #lensName = make("figcaption");
  readonly #lensFigure: HTMLElement;
  readonly #shape: Shape3;
  #values: Float32Array | null = null;
  #chosen = 0;

  constructor(private readonly layer: Layer & { readonly shape: Shape3 }) {
    this.#shape = layer.shape;
    const [height, width, count] = layer.shape;
    const sheet = sheetOf(layer.shape);
    this.#canvas = make("canvas", {
      class: "sheet",
      // One map of many is chosen by the arrow keys: to a screen reader, a slider.
      role: "slider",
      tabindex: 0,
      width: sheet.width,
      height: sheet.height,
      "aria-label": fill(text.layer, { layer: layer.name, size: fill(text.size, { height, width, count }) }),
      "aria-valuemin": 1,
      "aria-valuemax": count,
    });
    this.#lens = make("canvas", { width, height });
    this.#lensFigure = make("figure", { class: "lens", "aria-hidden": "true" }, this.#lens, this.#lensName);
    this.#lensFigure.hidden = true;
    this.element = make("div", { class: "strip" }, this.#canvas, this.#lensFigure);
    this.#choose(0);
    this.#follow();
  }

  show(values: Float32Array | null): void {
    this.#values = values;
    this.redraw();
  }

  redraw(): void {
    paint(this.#canvas, opacitiesOf(this.#shape, this.#values ?? new Float32Array(size(this.#shape))));
    if (!this.#lensFigure.hidden) this.#enlarge();
  }

  fit(widthPx: number): void {
    fitWidth(this.#canvas, widthPx);
  }

  #follow(): void {
    const canvas = this.#canvas;
    // A finger that taps doesn't move; its click comes when it has left the screen, and with it the canvas.
    for (const pointing of ["pointermove", "click"] as const) {
      canvas.addEventListener(pointing, (event) => this.#point(event));
    }
    canvas.addEventListener("focus", () => {
      if (canvas.matches(":focus-visible")) this.#look(this.#chosen);
    });
    for (const end of ["pointerleave", "blur"]) {
      canvas.addEventListener(end, () => (this.#lensFigure.hidden = true));
    }
    canvas.addEventListener("keydown", (event) => this.#move(event));
  }

  #point({ offsetX, offsetY }: MouseEvent): void {
    const scale = this.#canvas.width / this.#canvas.clientWidth;
    const map = mapAt(this.#shape, offsetX * scale, offsetY * scale);
    if (map === null) this.#lensFigure.hidden = true;
    else this.#look(map);
  }

  #move(event: KeyboardEvent): void {
    const { columns } = sheetOf(this.#shape);
    const last = this.#shape[2] - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      Home: -this.#chosen,
      End: last - this.#chosen,
    };
    const step = steps[keyAlone(event)];
    if (step === undefined) return;
    event.preventDefault();
    const map = this.#chosen + step;
    this.#look(map >= 0 && map <= last ? map : this.#chosen);
  }

  #look(map: number): void {
    this.#choose(map);
    this.#lensFigure.hidden = false;
    this.#enlarge();
  }

  #choose(map: number): void {
    this.#chosen = map;
    const values = { layer: this.layer.name, number: map + 1, count: this.#shape[2] };
    this.#lensName.textContent = fill(text.map, values);
    this.#canvas.setAttribute("aria-valuenow", `${map + 1}`);
    this.#canvas.setAttribute("aria-valuetext", this.#lensName.textContent);
  }

  #enlarge(): void {
    const [height, width] = this.#shape;
    const [x, y] = placeOf(this.#shape, this.#chosen);
    const context = this.#lens.getContext("2d");
    context?.clearRect(0, 0, width, height);
    context?.drawImage(this.#canvas, x, y, width, height, 0, 0, width, height);
    // On the side of the sheet where it doesn't hide the map that it shows.
    this.#lensFigure.classList.toggle("left", x > this.#canvas.width / 2);
  }
}

function size([height, width, count]: Shape3): number {
  return height * width * count;
}

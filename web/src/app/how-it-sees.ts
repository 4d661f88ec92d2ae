import type { Activation } from "../recogniser/index";
import * as words from "../../text.json";
import type { LayersView } from "./how-it-sees/layers-view";
import { LatePart } from "./late-part";
import { Newest } from "./newest";
import type { Reader } from "./reader";

/**
 * How long maps are left to stand. Asked for at every frame, they took the median answer from 5.0 to 5.6 ms on a busy
 * machine of two cores (tests/bench/how_it_sees.py); some twelve a second follow the hand as well.
 */
const restMs = 80;

/** The panel that shows what each layer makes of the digit; while it is hidden, nothing is asked for it. */
export class HowItSees {
  readonly #part: LatePart<typeof import("./late")>;
  readonly #maps: Newest<Float32Array, readonly Activation[]>;
  #view: LayersView | null = null;
  #grid: Float32Array | null = null;
  #isShown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    panel: HTMLElement,
    private readonly reader: Reader,
  ) {
    this.#part = new LatePart(
      panel,
      words.late.maps,
      () => import("./late"),
      async ({ LayersView }) => {
        this.#view = new LayersView((await reader.recogniser()).layers);
        this.#refresh();
        return this.#view.element;
      },
    );
    this.#maps = new Newest(
      (grid) => reader.activations(grid),
      (activations) => this.#view?.show(activations),
      // Of a recogniser that is lost the answer tells.
      () => {},
    );
  }

  /** The panel is shown, or hidden again. */
  turn(isShown: boolean): void {
    this.#isShown = isShown;
    if (!isShown) return this.#maps.forget();
    void this.#part.show();
    this.#refresh();
  }

  /** Follows the grid of the newest reading; null where nothing was read. */
  follow(grid: Float32Array | null): void {
    this.#grid = grid;
    this.#refresh();
  }

  /** Asks soon for maps of the newest grid, and in a frame after the reading that the newest ink asks for. */
  #refresh(): void {
    this.#timer ??= setTimeout(() => requestAnimationFrame(() => this.#ask()), restMs);
  }

  #ask(): void {
    this.#timer = undefined;
    if (this.#view === null || !this.#isShown) return;
    if (this.#grid !== null) return this.#maps.ask(this.#grid);
    this.#maps.forget();
    this.#view.clear(this.reader.state === "ready" ? words.late.maps.invitation : words.late.maps.noReader);
  }
}

import type { Activation } from "../recogniser/index";
import words from "../../text.json";
import type { LayersView } from "./how-it-sees/layers-view";
import { LatePart } from "./late-part";
import { Newest } from "./newest";
import type { Reader } from "./reader";

/** The panel that shows what each layer makes of the digit; while it is hidden, nothing is asked for it. */
export class HowItSees {
  readonly #part: LatePart;
  readonly #maps: Newest<Float32Array, readonly Activation[]>;
  #view: LayersView | null = null;
  #grid: Float32Array | null = null;
  #isShown = false;
  #frame = 0;

  constructor(panel: HTMLElement, reader: Reader) {
    this.#part = new LatePart(panel, words.maps, async () => {
      const [{ LayersView }, { layers }] = await Promise.all([
        import("./how-it-sees/layers-view"),
        reader.recogniser(),
      ]);
      this.#view = new LayersView(layers);
      this.#refresh();
      return this.#view.element;
    });
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
    if (!isShown) return;
    void this.#part.show();
    this.#refresh();
  }

  /** Follows the grid of the newest reading; null where nothing was read. */
  follow(grid: Float32Array | null): void {
    this.#grid = grid;
    if (this.#isShown) this.#refresh();
  }

  /** At most once a frame, and after the reading that the hand's newest ink in that frame asks for. */
  #refresh(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#view === null) return;
      if (this.#grid !== null) return this.#maps.ask(this.#grid);
      this.#maps.forget();
      this.#view.show(null);
    });
  }
}

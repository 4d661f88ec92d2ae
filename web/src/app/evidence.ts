import type { DigitReading } from "../recogniser/index";
import { Chart } from "./chart";
import { elementById } from "./elements";
import { GridView } from "./grid-view";

/** What speaks for the reading of a digit: its probabilities, and what the model saw. */
export class Evidence {
  readonly #chart = new Chart(elementById("chart", HTMLOListElement));
  readonly #grid = new GridView(elementById("grid", HTMLCanvasElement));

  constructor(
    /** Hears of each grid that is shown; null where nothing was read. */
    private readonly seen: (grid: Float32Array | null) => void,
  ) {}

  show(digit: DigitReading | null): void {
    this.#chart.show(digit?.probabilities ?? null);
    this.#grid.show(digit?.grid ?? null);
    this.seen(digit?.grid ?? null);
  }

  /** Draws again, in the ink of the theme as it is now. */
  redraw(): void {
    this.#grid.redraw();
  }
}

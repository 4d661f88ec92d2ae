import { make } from "../make";
import { fill } from "../text";
import { keepReadings, keptReadings, type KeptReading, withReading } from "./last-readings";
import { text } from "./wording";

/** The last readings, each to be copied again, and all to be cleared. */
export class ReadingsView {
  readonly #list = make("ol", { class: "readings-list", role: "list", "aria-labelledby": "readings-title" });
  readonly #clear = make("button", { type: "button" }, text.readings.clear);
  readonly element = make(
    "section",
    { class: "readings", "aria-labelledby": "readings-title" },
    make(
      "div",
      { class: "readings-head" },
      make("h2", { id: "readings-title", tabindex: -1 }, text.readings.title),
      this.#clear,
    ),
    this.#list,
    make("p", { class: "hint" }, text.readings.stay),
  );
  /** What the newest of them began with. */
  #origin: object | null = null;

  constructor(private readonly copy: (number: string) => void) {
    this.#clear.addEventListener("click", () => this.#forget());
    this.#show(keptReadings());
  }

  /** Keeps a reading: of the same number as the last one, where it began with the same ink. */
  keep(reading: KeptReading, origin: object | null): void {
    // Another tab may have kept others since.
    const list = withReading(keptReadings(), reading, origin !== null && origin === this.#origin);
    this.#origin = origin;
    keepReadings(list);
    this.#show(list);
  }

  #forget(): void {
    keepReadings([]);
    this.#origin = null;
    // The button goes away, and must not take the focus with it.
    this.element.querySelector("h2")!.focus({ preventScroll: true });
    this.#show([]);
  }

  #show(list: readonly KeptReading[]): void {
    this.element.hidden = list.length === 0 && !this.element.contains(document.activeElement);
    this.#clear.hidden = this.#list.hidden = list.length === 0;
    this.#list.replaceChildren(...list.map((reading) => make("li", {}, this.#button(reading))));
  }

  #button({ text: number, sure }: KeptReading): HTMLButtonElement {
    const label = fill(text.readings.copy, { number });
    const button = make("button", { type: "button", "aria-label": label }, number);
    button.classList.toggle("unsure", !sure);
    button.addEventListener("click", () => this.copy(number));
    return button;
  }
}

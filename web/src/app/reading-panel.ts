import type { Reading } from "../recogniser/index";
import { type Answer, answerOf } from "./answer";
import { Announcer } from "./announcer";
import { Chart } from "./chart";
import { elementById } from "./elements";
import { GridView } from "./grid-view";
import type { LostState } from "./reader";
import type { Sheet } from "./sheet";
import { wordingOf } from "./text";

export const noReading: Reading = { text: "", sure: false, probability: 1, digits: [], alternatives: [] };

/** The part of the page that answers: the digit, its probabilities, and what the model saw. */
export class ReadingPanel {
  readonly #answer = elementById("answer", HTMLElement);
  readonly #numeral = elementById("numeral", HTMLElement);
  readonly #headline = elementById("headline", HTMLElement);
  readonly #detail = elementById("detail", HTMLElement);
  readonly #retry = elementById("retry", HTMLButtonElement);
  readonly #status = elementById("status", HTMLElement);
  readonly #chart = new Chart(elementById("chart", HTMLOListElement));
  readonly #grid = new GridView(elementById("grid", HTMLCanvasElement));
  readonly #announcer = new Announcer((sentence) => (this.#status.textContent = sentence));

  constructor(
    retry: () => void,
    /** Hears of each grid that is shown; null where nothing was read. */
    private readonly seen: (grid: Float32Array | null) => void,
  ) {
    this.#retry.addEventListener("click", retry);
  }

  /** Shows what was read of a sheet. */
  showReading(reading: Reading, sheet: Sheet): void {
    this.#show(answerOf(reading, sheet), reading);
  }

  /** Shows why there is no answer: nobody can read yet, or any more, or it takes unusually long. */
  showNoAnswer(reason: "loading" | "reading" | LostState): void {
    this.#show({ kind: reason }, noReading);
  }

  /** What is shown while the pen is down is announced when it is up again and rests. */
  penTouched(): void {
    this.#announcer.hold();
  }

  penLifted(): void {
    this.#announcer.release();
  }

  /** Draws again, in the ink of the theme as it is now. */
  redraw(): void {
    this.#grid.redraw();
  }

  #show(answer: Answer, reading: Reading): void {
    const [first] = reading.digits;
    const { headline, detail, announcement } = wordingOf(answer);
    this.#answer.dataset["kind"] = answer.kind;
    this.#numeral.textContent = numeralOf(answer);
    this.#headline.textContent = headline;
    this.#detail.textContent = detail;
    this.#retry.hidden = answer.kind !== "failed" && answer.kind !== "stopped";
    this.#chart.show(first?.probabilities ?? null);
    this.#grid.show(first?.grid ?? null);
    this.seen(first?.grid ?? null);
    this.#status.dataset["reading"] = reading.text;
    this.#announcer.offer(announcement);
  }
}

function numeralOf(answer: Answer): string {
  if (answer.kind === "read") return `${answer.digit}`;
  if (answer.kind === "refused") return `${answer.bestGuess}`;
  return "";
}

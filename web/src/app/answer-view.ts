import { Announcer } from "./announcer";
import { elementById } from "./elements";
import type { Wording } from "./text";

/** What is shown and told of a sheet. */
export interface Told {
  /** What kind of answer it is: the style sheet knows some of them. */
  readonly kind: string;
  /** What was read, large. */
  readonly numeral: string;
  readonly wording: Wording;
  /** What was read, as `Reading.text` has it. */
  readonly text: string;
}

/** The part of the page that answers, whatever was asked: large, in words, and to screen readers. */
export class AnswerView {
  readonly #answer = elementById("answer", HTMLElement);
  readonly #numeral = elementById("numeral", HTMLElement);
  readonly #headline = elementById("headline", HTMLElement);
  readonly #detail = elementById("detail", HTMLElement);
  readonly #retry = elementById("retry", HTMLButtonElement);
  readonly #status = elementById("status", HTMLElement);
  readonly #announcer = new Announcer((sentence) => (this.#status.textContent = sentence));

  constructor(retry: () => void) {
    this.#retry.addEventListener("click", retry);
  }

  show({ kind, numeral, wording, text }: Told): void {
    this.#answer.dataset["kind"] = kind;
    this.#numeral.textContent = numeral;
    this.#numeral.style.setProperty("--length", `${numeral.length}`);
    this.#headline.textContent = wording.headline;
    this.#detail.textContent = wording.detail;
    this.#retry.hidden = kind !== "failed" && kind !== "stopped";
    this.#status.dataset["reading"] = text;
    this.#announcer.offer(wording.announcement);
  }

  /** What is shown while the pen is down is announced when it is up again and rests. */
  penTouched(): void {
    this.#announcer.hold();
  }

  penLifted(): void {
    this.#announcer.release();
  }
}

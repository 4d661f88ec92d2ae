import type { AnswerView } from "../answer-view";
import { make } from "../make";
import type { LostState } from "../reader";
import { fill, percent, wordingOf } from "../text";
import type { NumberLine, Saying } from "./number-line";
import { kindOf, text, wordingOfLine, wordingOfNothing } from "./wording";

/** More, or less probable ones, would be guesses. */
const mostAlternatives = 4;
const leastProbability = 0.01;

/** Answers with a number: large, with what else it may be, and to be copied. */
export class NumberPanel {
  readonly #copy = make("button", { type: "button", class: "copy" }, text.copy);
  readonly #alternatives = make("div", {
    class: "alternatives",
    role: "group",
    "aria-label": text.alternatives,
  });
  readonly #copied = make("p", { class: "hint", "aria-live": "polite" });
  readonly element: HTMLElement;
  #number = "";

  constructor(
    private readonly view: AnswerView,
    private readonly say: (saying: Saying) => void,
    copy: (number: string) => void,
    expecting: HTMLElement,
  ) {
    const row = make("div", { class: "copying" }, this.#copy, expecting, this.#copied);
    this.element = make("div", { class: "whole" }, this.#alternatives, row);
    this.#copy.addEventListener("click", () => copy(this.#number));
  }

  show(line: NumberLine): void {
    this.view.show({ kind: kindOf(line), numeral: line.text, wording: wordingOfLine(line), text: line.text });
    this.#offer(line);
    this.#enableCopy(line.text);
  }

  showNothing(kind: "invitation" | "no-number" | "dropped"): void {
    this.view.show({ kind, numeral: "", wording: wordingOfNothing(kind), text: "" });
    this.#offer(null);
    this.#enableCopy("");
  }

  showNoAnswer(kind: "loading" | "reading" | LostState): void {
    this.view.show({ kind, numeral: "", wording: wordingOf({ kind }), text: "" });
    this.#offer(null);
    this.#enableCopy("");
  }

  /** Tells how the copying went. */
  showCopied(number: string, isCopied: boolean): void {
    const sentence = isCopied ? text.copied : text.notCopied;
    this.#copied.textContent = fill(sentence, { number });
  }

  #offer(line: NumberLine | null): void {
    const alternatives = line === null ? [] : worthOffering(line);
    const hadFocus = this.#alternatives.contains(document.activeElement);
    this.#alternatives.hidden = alternatives.length === 0;
    this.#alternatives.replaceChildren(
      make("span", { class: "hint" }, text.alternatives),
      ...alternatives.map((alternative) => {
        const likely = percent(alternative.probability);
        const button = make(
          "button",
          { type: "button", class: "alternative" },
          alternative.text,
          " ",
          make("span", { class: "likely" }, likely),
        );
        button.addEventListener("click", () => this.say({ kind: "number", alternative }));
        return button;
      }),
    );
    // What was chosen goes away, and must not take the focus with it.
    if (hadFocus && alternatives.length === 0) this.#copy.focus({ preventScroll: true });
  }

  #enableCopy(number: string): void {
    if (number !== this.#number) this.#copied.textContent = "";
    this.#number = number;
    this.#copy.hidden = number === "";
  }
}

function worthOffering({ sure, alternatives }: NumberLine): NumberLine["alternatives"] {
  if (sure) return [];
  return alternatives.filter(({ probability }) => probability >= leastProbability).slice(0, mostAlternatives);
}

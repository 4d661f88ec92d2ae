import { make } from "../make";
import { text } from "./wording";

/** As long as anything that people copy off paper. */
const mostDigits = 32;

/** Where somebody types what a number is: a blank cell's, or one whose digits were counted wrong. */
export class NumberField {
  readonly #input = make("input", {
    ...{ type: "text", inputmode: "numeric", autocomplete: "off", maxlength: mostDigits },
    ...{ id: "number-field", "aria-describedby": "number-trouble" },
  });
  readonly #trouble = make("p", { class: "trouble", id: "number-trouble", role: "alert" });
  readonly #label = make("label", { for: this.#input.id });
  readonly element = make("div", { class: "number-field" }, this.#label, this.#input, this.#trouble);
  #shown = "";

  constructor(
    private readonly say: (number: string) => void,
    /** Hears that the typing is over, whatever came of it. */
    private readonly done: () => void,
  ) {
    this.#input.addEventListener("blur", () => this.#take());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Shows what a number is; what is being typed meanwhile stays. */
  show(number: string): void {
    const isTyping = this.#input === document.activeElement && number === this.#shown;
    this.#shown = number;
    this.#label.textContent = text.type[number === "" ? "blank" : "other"];
    if (isTyping) return;
    this.#input.value = number;
    this.#complain("");
  }

  /** Begins to type: with a first digit, or with the number as it is. */
  begin(digit?: string): void {
    if (digit !== undefined) this.#input.value = digit;
    this.#input.focus();
    if (digit === undefined) this.#input.select();
  }

  #press(event: KeyboardEvent): void {
    // What is typed here is taken back here.
    event.stopPropagation();
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") this.#input.value = this.#shown;
    if (this.#take()) this.done();
  }

  /** Says what was typed, if that is a number; false where it is none. */
  #take(): boolean {
    const typed = this.#input.value.trim();
    const isNumber = /^[\d.,\-/:%+()]*$/.test(typed) || typed === this.#shown;
    this.#complain(isNumber ? "" : text.notDigits);
    if (isNumber && typed !== this.#shown) this.say(typed);
    return isNumber;
  }

  #complain(sentence: string): void {
    this.#trouble.textContent = sentence;
    this.#input.ariaInvalid = `${sentence !== ""}`;
  }
}

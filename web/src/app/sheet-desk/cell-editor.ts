import type { Evidence } from "../evidence";
import { make } from "../make";
import { DigitEditor } from "../number/digit-editor";
import { digitAt, leastSure, type NumberLine, type Saying } from "../number/number-line";
import { doubtInWords } from "../number/wording";
import type { PictureSheet } from "../sheet";
import { fill, percent } from "../text";
import { CellPaper } from "./cell-paper";
import { NumberField } from "./number-field";
import type { Cell, CellPlace } from "./table";
import { markOf, text } from "./wording";

/** More, or less probable ones, would be guesses. */
const mostAlternatives = 4;
const leastProbability = 0.01;

/** Shows one number of the sheet, and corrects its digits as on the line for numbers. */
export class CellEditor {
  readonly #title = make("h2", { id: "cell-title" });
  readonly #paper: CellPaper;
  readonly #right = make("button", { type: "button", class: "primary" }, text.right);
  readonly #next = make("button", { type: "button", class: "next" }, text.next);
  readonly #doubt = make("p", { class: "hint doubt" });
  readonly #field: NumberField;
  readonly #offers = make("div", { class: "alternatives", role: "group", "aria-label": text.alternatives });
  readonly #editor: DigitEditor;
  readonly element: HTMLElement;
  #shown: { readonly picture: PictureSheet; readonly cell: Cell } | null = null;
  /** The digit that a person wants to see; null leaves that to the page. */
  #chosen: number | null = null;

  constructor(
    private readonly evidence: Evidence,
    private readonly say: (saying: Saying) => void,
    private readonly sayText: (text: string) => void,
    /** Chooses the next number that somebody should check. */
    checkNext: () => void,
    /** Hears that the focus has nothing to do here any more. */
    private readonly leave: () => void,
  ) {
    this.#field = new NumberField(sayText, leave);
    this.#editor = new DigitEditor((saying) => this.#say(saying), "cell-digit-title");
    this.#paper = new CellPaper({
      choose: (place) => this.#choose(place),
      press: (key, event) => this.press(key) && event.preventDefault(),
    });
    this.#right.addEventListener("click", () => this.#shown && this.sayText(this.#shown.cell.line.text));
    this.#next.addEventListener("click", checkNext);
    this.element = make(
      "section",
      { class: "cell", "aria-labelledby": this.#title.id },
      make("div", { class: "cell-head" }, this.#title, this.#right, this.#next),
      this.#doubt,
      this.#paper.element,
      this.#offers,
      this.#field.element,
      this.#editor.element,
    );
  }

  /** Shows a number, and whether any of the sheet is to be checked. */
  show(picture: PictureSheet, cell: Cell, { row, column }: CellPlace, hasDoubts: boolean): void {
    const { line } = cell;
    const hadFocus = this.#paper.hasFocus || this.#editor.hasFocus;
    const pressed = [this.#right, this.#next].find((button) => button === document.activeElement);
    // Whatever is said of a number, it has its box.
    if (cell.box !== this.#shown?.cell.box) this.#chosen = null;
    this.#shown = { picture, cell };
    this.element.hidden = false;
    this.#title.textContent = fill(text.cell, { row: row + 1, column: column + 1 });
    this.#right.hidden = markOf(line) !== "check";
    this.#next.hidden = !hasDoubts;
    this.#doubt.textContent = doubtInWords(line, "seen");
    this.#offer(line);
    this.#field.show(line.text);
    this.#showDigit();
    if (pressed?.hidden) {
      // What was pressed goes away, and must not take the focus with it.
      if (hasDoubts) this.#next.focus();
      else this.leave();
    }
    if (hadFocus) {
      // With a number's last digit goes what had the focus.
      if (line.characters.length > 0) this.#paper.focus();
      else this.leave();
    }
  }

  hide(): void {
    this.#shown = null;
    this.element.hidden = true;
    this.evidence.show(null);
  }

  /** Does what a key asks for on the digit that is chosen, or types into a cell that has none; false where it asks for nothing. */
  press(key: string): boolean {
    const isRead = (this.#shown?.cell.line.characters.length ?? 0) > 0;
    if (key !== "Enter" && (isRead || !/^\d$/.test(key))) return this.#editor.press(key);
    this.#field.begin(key === "Enter" ? undefined : key);
    return true;
  }

  #choose(place: number): void {
    this.#chosen = place;
    this.#showDigit();
  }

  #showDigit(): void {
    if (this.#shown === null) return;
    const { picture, cell } = this.#shown;
    const { line } = cell;
    const place = Math.min(this.#chosen ?? leastSure(line), line.characters.length - 1);
    this.#editor.show(line, place);
    this.evidence.show(digitAt(line, place));
    this.#paper.show(picture, cell, place);
  }

  /** What is said of a digit is best seen there. */
  #say(saying: Saying): void {
    if (saying.kind !== "number") this.#chosen = saying.place;
    this.say(saying);
  }

  #offer(line: NumberLine): void {
    // Of another length it would be of other digits than those on show.
    const alternatives = (line.sure ? [] : line.alternatives)
      .filter((each) => each.probability >= leastProbability && each.text.length === line.text.length)
      .slice(0, mostAlternatives);
    this.#offers.hidden = alternatives.length === 0;
    this.#offers.replaceChildren(
      make("span", { class: "hint" }, text.alternatives),
      ...alternatives.map((alternative) => {
        const likely = make("span", { class: "likely" }, percent(alternative.probability));
        const button = make(
          "button",
          { type: "button", class: "alternative" },
          alternative.text,
          " ",
          likely,
        );
        button.addEventListener("click", () => this.sayText(alternative.text));
        return button;
      }),
    );
  }
}

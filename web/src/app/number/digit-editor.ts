import { make } from "../make";
import { canBeDigit, canMerge, canSplit, type NumberLine, previousInked, type Saying } from "./number-line";
import { text, titleOf } from "./wording";

type Act = "merge-left" | "merge-right" | "split" | "drop";

/** The keys that stand for the buttons, on a digit's label. */
const keys: Readonly<Record<string, Act>> = {
  M: "merge-left",
  m: "merge-right",
  s: "split",
  Delete: "drop",
  Backspace: "drop",
};
const shortcuts: Readonly<Record<Act, string>> = {
  "merge-left": "Shift+M",
  "merge-right": "M",
  split: "S",
  drop: "Delete",
};

const digits = [..."0123456789"];
const marks = [...".,-/:%+()"];

/** Corrects the digit or mark that is chosen: says what it is, merges it with a neighbour, splits it or drops it. */
export class DigitEditor {
  readonly #title = make("h2");
  readonly #digits = digits.map((digit) => this.#button(digit, "digit-key", digit));
  readonly #marks = marks.map((mark) => this.#button(mark, "digit-key", mark));
  readonly #acts = new Map(
    (Object.keys(shortcuts) as Act[]).map((act) => [
      act,
      this.#button(text.acts[act], "act", shortcuts[act], act),
    ]),
  );
  readonly element = make(
    "section",
    { class: "editor" },
    this.#title,
    make("div", { class: "digit-keys", role: "group", "aria-label": text.saysDigit }, ...this.#digits),
    make("div", { class: "digit-keys", role: "group", "aria-label": text.saysMark }, ...this.#marks),
    make("div", { class: "acts" }, ...this.#acts.values()),
    make("p", { class: "hint" }, text.keys),
  );
  #line: NumberLine | null = null;
  #place = -1;

  constructor(
    private readonly say: (saying: Saying) => void,
    /** Of its title, by which it is found. */
    titleId: string,
  ) {
    this.#title.id = titleId;
    this.element.setAttribute("aria-labelledby", titleId);
  }

  show(line: NumberLine, place: number): void {
    this.#line = line;
    this.#place = place;
    const character = line.characters[place];
    this.element.hidden = !character;
    if (!character) return;
    this.#title.textContent = titleOf(character, line);
    for (const button of [...this.#digits, ...this.#marks]) {
      button.ariaPressed = `${button.textContent === `${character.said}`}`;
    }
    for (const button of this.#digits) this.#enable(button, canBeDigit(line, place));
    for (const [act, button] of this.#acts) this.#enable(button, this.#can(act));
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** Does what a key on the digit's label asks for; false where it asks for nothing. */
  press(key: string): boolean {
    if (marks.includes(key) || (digits.includes(key) && this.#line && canBeDigit(this.#line, this.#place)))
      this.#say({ kind: "character", place: this.#place, character: key });
    else if (keys[key]) this.#act(keys[key]);
    else return false;
    return true;
  }

  #button(label: string, className: string, shortcut: string, act?: Act): HTMLButtonElement {
    // A plus sign stands between keys that are pressed together.
    const keyName = shortcut === "+" ? "Plus" : shortcut;
    const attributes = { type: "button", class: className, "aria-keyshortcuts": keyName };
    const button = make("button", attributes, label);
    button.addEventListener("click", () => (act ? this.#act(act) : this.press(shortcut)));
    return button;
  }

  #act(act: Act): void {
    if (!this.#can(act)) return;
    const place = this.#place;
    if (act === "merge-left") this.#say({ kind: "merge", place: this.#before });
    else if (act === "merge-right") this.#say({ kind: "merge", place });
    else this.#say({ kind: act, place });
  }

  #can(act: Act): boolean {
    if (!this.#line?.characters[this.#place]) return false;
    if (act === "merge-left") return canMerge(this.#line, this.#before);
    if (act === "merge-right") return canMerge(this.#line, this.#place);
    return act === "drop" || canSplit(this.#line, this.#place);
  }

  /** The place of what it would be merged with to its left; -1 where there is nothing. */
  get #before(): number {
    const place = this.#place;
    return this.#line && canBeDigit(this.#line, place) ? previousInked(this.#line, place) : -1;
  }

  #enable(button: HTMLButtonElement, isEnabled: boolean): void {
    // What has the focus and nothing to do hands it on.
    if (!isEnabled && button === document.activeElement) this.#acts.get("drop")?.focus();
    button.disabled = !isEnabled;
  }

  #say(saying: Saying): void {
    if (this.#line?.characters[this.#place]) this.say(saying);
  }
}

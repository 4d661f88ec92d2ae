import { make } from "../make";
import { fill } from "../text";
import { canMerge, canSplit, type NumberLine, type Saying } from "./number-line";
import { text } from "./wording";

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

/** Corrects the digit that is chosen: says what it is, merges it with a neighbour, splits it or drops it. */
export class DigitEditor {
  readonly #title = make("h2");
  readonly #digits = Array.from({ length: 10 }, (_, digit) =>
    this.#button(`${digit}`, "digit-key", `${digit}`),
  );
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
    const count = line.digits.length;
    this.element.hidden = count === 0;
    this.#title.textContent = fill(text.digit, { place: place + 1, count });
    const said = line.digits[place]?.said;
    this.#digits.forEach((button, digit) => (button.ariaPressed = `${digit === said}`));
    for (const [act, button] of this.#acts) this.#enable(button, this.#can(act));
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** Does what a key on the digit's label asks for; false where it asks for nothing. */
  press(key: string): boolean {
    if (/^\d$/.test(key)) this.#say({ kind: "digit", place: this.#place, digit: Number(key) });
    else if (keys[key]) this.#act(keys[key]);
    else return false;
    return true;
  }

  #button(label: string, className: string, shortcut: string, act?: Act): HTMLButtonElement {
    const attributes = { type: "button", class: className, "aria-keyshortcuts": shortcut };
    const button = make("button", attributes, label);
    button.addEventListener("click", () => (act ? this.#act(act) : this.press(shortcut)));
    return button;
  }

  #act(act: Act): void {
    if (!this.#can(act)) return;
    const place = this.#place;
    if (act === "merge-left") this.#say({ kind: "merge", place: place - 1 });
    else if (act === "merge-right") this.#say({ kind: "merge", place });
    else this.#say({ kind: act, place });
  }

  #can(act: Act): boolean {
    if (this.#line === null || !this.#line.digits[this.#place]) return false;
    if (act === "merge-left") return canMerge(this.#line, this.#place - 1);
    if (act === "merge-right") return canMerge(this.#line, this.#place);
    return act === "drop" || canSplit(this.#line, this.#place);
  }

  #enable(button: HTMLButtonElement, isEnabled: boolean): void {
    // What has the focus and nothing to do hands it on.
    if (!isEnabled && button === document.activeElement) this.#acts.get("drop")?.focus();
    button.disabled = !isEnabled;
  }

  #say(saying: Saying): void {
    if (this.#line?.digits[this.#place]) this.say(saying);
  }
}

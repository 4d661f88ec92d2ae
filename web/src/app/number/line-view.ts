import type { Box } from "../../recogniser/index";
import { frameOn } from "../frame";
import { keyAlone } from "../keys";
import { make } from "../make";
import type { NumberLine } from "./number-line";
import { spread } from "./spread";
import { characterInWords, surenessOf, text } from "./wording";

/** As wide as a fingertip, which it is tapped with. */
const labelPx = 48;

/** How wide the line is, in pad units and in pixels, and what lies on it. */
export interface PaperSize {
  readonly width: number;
  readonly widthPx: number;
  readonly holdsPicture: boolean;
}

/** What a person does with the labels. */
export interface LabelHand {
  choose(place: number): void;
  /** A key is pressed on a label that isn't for choosing another. */
  press(key: string, event: KeyboardEvent): void;
}

/** Frames the digits and marks on the line, and labels each with what it was read as; the labels are a group of radio buttons. */
export class LineView {
  readonly #frames = make("div", { class: "frames", "aria-hidden": "true" });
  readonly #labels = make("div", { class: "labels", role: "radiogroup", "aria-label": text.digits });

  constructor(
    private readonly hand: LabelHand,
    /** What the line lies on. */
    sheet: HTMLElement,
  ) {
    sheet.append(this.#frames);
    sheet.after(this.#labels);
    this.#labels.addEventListener("click", ({ target }) => {
      const label = (target as Element).closest("button");
      if (label) hand.choose([...this.#labels.children].indexOf(label));
    });
    this.#labels.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Shows digits and marks where their ink is; boxes are in pad units. */
  show(line: NumberLine, chosen: number, boxes: readonly Box[], paper: PaperSize): void {
    this.#frames.classList.toggle("on-picture", paper.holdsPicture);
    this.#frames.replaceChildren(
      ...boxes.map((box, place) =>
        frameOn(paper.width, box, place === chosen ? "chosen" : line.characters[place]!.kind),
      ),
    );
    this.#showLabels(line, chosen);
    this.#place(boxes, paper);
  }

  set hidden(isHidden: boolean) {
    this.#frames.hidden = this.#labels.hidden = isHidden;
  }

  /** Moves the focus to the label that is chosen. */
  focus(): void {
    this.#labels.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }

  get hasFocus(): boolean {
    return this.#labels.contains(document.activeElement);
  }

  #showLabels(line: NumberLine, chosen: number): void {
    const had = this.hasFocus;
    const { characters } = line;
    // Labels stay while digits come and go, so that the focus stays where it is.
    while (this.#labels.childElementCount > characters.length) this.#labels.lastElementChild!.remove();
    while (this.#labels.childElementCount < characters.length) this.#labels.append(newLabel());
    characters.forEach((character, place) => {
      const label = this.#labels.children[place] as HTMLElement;
      const [numeral, sureness] = label.children as unknown as [HTMLElement, HTMLElement];
      numeral.textContent = character.text;
      sureness.textContent = surenessOf(character);
      label.ariaLabel = characterInWords(character, line);
      label.ariaChecked = `${place === chosen}`;
      label.tabIndex = place === chosen ? 0 : -1;
      label.classList.toggle("refused", character.text === "?");
      label.classList.toggle("said", character.said !== null);
    });
    if (had) this.focus();
  }

  #place(boxes: readonly Box[], { width, widthPx }: PaperSize): void {
    this.#labels.style.width = `${widthPx}px`;
    const centres = boxes.map((box) => ((box.x + box.width / 2) / width) * widthPx);
    const placed = spread(centres, labelPx, widthPx);
    placed.lefts.forEach((left, place) => {
      const { style } = this.#labels.children[place] as HTMLElement;
      style.left = `${left}px`;
      style.width = `${placed.width}px`;
    });
  }

  #press(event: KeyboardEvent): void {
    const key = keyAlone(event);
    const labels = [...this.#labels.children];
    const place = labels.indexOf(event.target as Element);
    // Numbers run from left to right in every language.
    const next = new Map([
      ["ArrowLeft", place - 1],
      ["ArrowUp", place - 1],
      ["ArrowRight", place + 1],
      ["ArrowDown", place + 1],
      ["Home", 0],
      ["End", labels.length - 1],
    ]).get(key);
    if (next === undefined) return this.hand.press(key, event);
    event.preventDefault();
    this.hand.choose((next + labels.length) % labels.length);
    this.focus();
  }
}

function newLabel(): HTMLElement {
  return make(
    "button",
    { type: "button", role: "radio", class: "label" },
    make("span", { class: "label-digit" }),
    make("span", { class: "label-sureness" }),
  );
}

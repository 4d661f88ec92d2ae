/** What was seen of a picture on its way to an answer: the picture, its ink, and the grids of its digits. */
import type { DigitReading, ReadMode, Reading } from "../../recogniser/index";
import * as words from "../../../text.json";
import { GridView } from "../grid-view";
import { paint } from "../how-it-sees/layer-canvas";
import type { Inside } from "../late-dialog";
import { make } from "../make";
import type { Reader } from "../reader";
import { isPicture, type PictureSheet, type Sheet } from "../sheet";
import { afterThemeChange } from "../theme";
import { drawnInk } from "./ink";

const text = words.sight;

/** More would be too small to tell apart. */
const mostGrids = 120;

export class Sight implements Inside {
  readonly #picture = make("canvas", { role: "img", "aria-label": text.picture });
  readonly #ink = make("canvas", { role: "img", "aria-label": text.ink, class: "seen-ink" });
  readonly #grids = make("div", { class: "seen-grids" });
  readonly #sentence = make("p", { class: "late", "aria-live": "polite" });
  readonly #digits = step(text.grids, text.gridsExplained, this.#grids);
  readonly #steps = make(
    "div",
    { class: "seen" },
    step(text.picture, text.pictureExplained, this.#picture),
    step(text.ink, text.inkExplained, this.#ink),
    this.#digits,
  );
  readonly element = make("div", { class: "sight-body" }, this.#sentence, this.#steps);
  #sheet: PictureSheet | null = null;
  #reading: Reading | null = null;

  constructor(
    private readonly present: () => { readonly sheet: Sheet; readonly mode: ReadMode },
    private readonly reader: Reader,
  ) {
    afterThemeChange(() => this.#draw());
  }

  opened(): void {
    const { sheet, mode } = this.present();
    if (isPicture(sheet)) void this.#look(sheet, mode);
  }

  closed(): void {
    this.#sheet = this.#reading = null;
  }

  async #look(sheet: PictureSheet, mode: ReadMode): Promise<void> {
    this.#sheet = sheet;
    this.#showPicture(sheet.preview);
    this.#digits.hidden = false;
    this.#sentence.textContent = text.looking;
    try {
      const reading = await this.reader.read(sheet.file, { mode, withInk: true });
      if (sheet !== this.#sheet) return;
      this.#reading = reading;
      this.#sentence.textContent = reading.digits.length > 0 ? "" : text.nothing;
      this.#digits.hidden = reading.digits.length === 0;
      this.#draw();
    } catch {
      if (sheet === this.#sheet) this.#sentence.textContent = text.failed;
    }
  }

  /** Shows a picture, and as much paper as will hold its ink: it takes a while until that is there. */
  #showPicture(preview: ImageBitmap): void {
    const { width, height } = preview;
    for (const canvas of [this.#picture, this.#ink]) Object.assign(canvas, { width, height });
    this.#picture.getContext("2d")?.drawImage(preview, 0, 0);
    this.#grids.replaceChildren();
  }

  #draw(): void {
    if (!this.#reading?.ink) return;
    const { opacities, ...size } = drawnInk(this.#reading.ink.image);
    Object.assign(this.#ink, size);
    paint(this.#ink, opacities);
    this.#drawGrids(this.#reading.digits.slice(0, mostGrids));
  }

  #drawGrids(digits: readonly DigitReading[]): void {
    // A canvas must be on the page before it knows the ink of the theme.
    const canvases = digits.map(() => make("canvas", { "aria-hidden": "true" }));
    this.#grids.replaceChildren(...canvases);
    canvases.forEach((canvas, place) => new GridView(canvas).show(digits[place]!.grid));
  }
}

function step(title: string, explained: string, ...shown: readonly Node[]): HTMLElement {
  return make(
    "figure",
    {},
    make("h3", {}, title),
    ...shown,
    make("figcaption", { class: "hint" }, explained),
  );
}

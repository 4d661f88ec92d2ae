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
  readonly #steps = make(
    "div",
    { class: "seen" },
    step(text.picture, text.pictureExplained, this.#picture),
    step(text.ink, text.inkExplained, this.#ink),
    step(text.grids, text.gridsExplained, this.#grids),
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
    this.#steps.hidden = true;
    this.#sentence.textContent = text.looking;
    try {
      const reading = await this.reader.read(sheet.file, { mode, withInk: true });
      if (sheet !== this.#sheet) return;
      this.#reading = reading;
      this.#sentence.textContent = reading.ink && reading.digits.length > 0 ? "" : text.nothing;
      this.#steps.hidden = reading.ink === undefined;
      this.#draw();
    } catch {
      if (sheet === this.#sheet) this.#sentence.textContent = text.failed;
    }
  }

  #draw(): void {
    if (this.#sheet === null || !this.#reading?.ink) return;
    const { preview } = this.#sheet;
    Object.assign(this.#picture, { width: preview.width, height: preview.height });
    this.#picture.getContext("2d")?.drawImage(preview, 0, 0);
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

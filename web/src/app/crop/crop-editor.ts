/** Turns, tilts and cuts the picture on show, which is then read again; the picture as it came is kept. */
import * as words from "../../../text.json";
import { cutOut, previewOf } from "../darkroom";
import { type Cut, isUncut, turnContext, turned, uncut } from "../darkroom/cut";
import type { Inside } from "../late-dialog";
import { make } from "../make";
import { isPicture, type Original, type PictureSheet, type Sheet } from "../sheet";
import { fill } from "../text";
import { turnedFrame } from "./frame";
import { FrameView } from "./frame-view";

const text = words.crop;

/** A page held askew; what is more is turned by quarters first. */
const mostTilt = 15;

/** What is read of the picture once it is cut. */
type Read = (file: Blob, original: Original | null) => void;

export class CropEditor implements Inside {
  readonly #canvas = make("canvas", { class: "crop-picture", "aria-hidden": "true" });
  readonly #frame = new FrameView((frame) => this.#change({ ...this.#cut, frame }));
  readonly #stage = make(
    "div",
    { class: "crop-stage", role: "application", "aria-label": text.title, "aria-describedby": "crop-help" },
    this.#canvas,
    this.#frame.element,
  );
  readonly #tilt = make("input", { type: "range", min: -mostTilt, max: mostTilt, step: 0.5, id: "tilt" });
  readonly #degrees = make("output", { for: "tilt" });
  readonly #use = this.#button(text.use, () => void this.#read(), "primary");
  readonly #trouble = make("p", { class: "trouble", role: "alert" });
  readonly element = make(
    "div",
    { class: "crop", tabindex: -1 },
    this.#stage,
    make("p", { class: "hint", id: "crop-help" }, text.help),
    make(
      "div",
      { class: "crop-turns" },
      this.#button(text.left, () => this.#turn(false)),
      this.#button(text.right, () => this.#turn(true)),
      make("label", { class: "crop-tilt" }, make("span", {}, text.tilt), this.#tilt, this.#degrees),
    ),
    make(
      "div",
      { class: "crop-acts" },
      this.#button(text.reset, () => this.#change(uncut)),
      this.#use,
    ),
    this.#trouble,
  );
  #original: Original | null = null;
  #preview: ImageBitmap | null = null;
  #cut: Cut = uncut;

  constructor(
    private readonly sheet: () => Sheet,
    private readonly close: () => void,
    private readonly read: Read,
  ) {
    this.#tilt.addEventListener("input", () =>
      this.#change({ ...this.#cut, tilt: this.#tilt.valueAsNumber }),
    );
  }

  opened(): void {
    const sheet = this.sheet();
    if (!isPicture(sheet)) return this.close();
    this.#original = sheet.original ?? { file: sheet.file, cut: uncut };
    this.#trouble.textContent = "";
    void this.#showOriginal(sheet, this.#original);
  }

  closed(): void {
    this.#original = this.#preview = null;
  }

  async #showOriginal(sheet: PictureSheet, original: Original): Promise<void> {
    this.#use.disabled = true;
    try {
      const preview = sheet.original === null ? sheet.preview : (await previewOf(original.file)).preview;
      if (original !== this.#original) return;
      this.#preview = preview;
      this.#use.disabled = false;
      this.#change(original.cut);
    } catch {
      this.#trouble.textContent = text.failed;
    }
  }

  #turn(isClockwise: boolean): void {
    const { quarterTurns, tilt, frame } = this.#cut;
    this.#change({
      tilt,
      quarterTurns: (quarterTurns + (isClockwise ? 1 : 3)) % 4,
      frame: turnedFrame(frame, isClockwise),
    });
  }

  #change(cut: Cut): void {
    this.#cut = cut;
    this.#tilt.valueAsNumber = cut.tilt;
    this.#degrees.textContent = fill(text.degrees, { degrees: cut.tilt });
    this.#frame.show(cut.frame);
    if (this.#preview) this.#draw(this.#preview, cut);
  }

  #draw(preview: ImageBitmap, cut: Cut): void {
    const { width, height } = turned(preview, cut.quarterTurns);
    // Setting a canvas's sides clears it.
    Object.assign(this.#canvas, { width, height });
    this.#stage.style.setProperty("--form", `${width / height}`);
    const context = this.#canvas.getContext("2d");
    if (context === null) return;
    turnContext(context, preview, cut);
    context.drawImage(preview, 0, 0);
  }

  async #read(): Promise<void> {
    const [original, cut] = [this.#original, this.#cut];
    if (original === null) return;
    this.#use.disabled = true;
    try {
      const file = isUncut(cut) ? original.file : await cutOut(original.file, cut);
      if (original !== this.#original) return;
      this.close();
      this.read(file, isUncut(cut) ? null : { file: original.file, cut });
    } catch {
      this.#trouble.textContent = text.failed;
      this.#use.disabled = false;
    }
  }

  #button(label: string, act: () => void, name = ""): HTMLButtonElement {
    const made = make("button", { type: "button", class: name }, label);
    made.addEventListener("click", act);
    return made;
  }
}

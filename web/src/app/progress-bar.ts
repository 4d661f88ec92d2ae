import { upload } from "../../text.json";
import type { Progress } from "../recogniser/index";
import { elementById } from "./elements";
import { fill } from "./text";

/** Shows how far a page is read, beside a button that stops it. */
export class ProgressBar {
  readonly #element = elementById("progress", HTMLElement);
  readonly #bar = elementById("progress-bar", HTMLProgressElement);
  readonly #label = this.#element.querySelector("label")!;

  constructor(stop: () => void) {
    elementById("stop", HTMLButtonElement).addEventListener("click", stop);
  }

  /** Null where nothing is being read. */
  show(progress: Progress | null): void {
    this.#element.hidden = progress === null;
    if (progress === null) return;
    const { read, of } = progress;
    const isCounted = of > 0;
    this.#label.textContent = isCounted ? fill(upload.progress, { read, of }) : upload.looking;
    if (isCounted) this.#bar.value = read / of;
    else this.#bar.removeAttribute("value");
  }
}

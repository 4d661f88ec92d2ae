import type { Point } from "../recogniser/index";
import { elementById } from "./elements";
import type { KeyboardHand } from "./keyboard-drawing";
import { padSize } from "./sheet";
import { penState } from "./text";

/** Shows where the keyboard's pen is, and tells screen readers when it goes down or up. */
export class Crosshair implements KeyboardHand {
  readonly #desk = elementById("desk", HTMLElement);
  readonly #mark = elementById("crosshair", HTMLElement);
  readonly #state = elementById("pen-state", HTMLElement);

  moved([x, y]: Point, paperWidth: number): void {
    this.#desk.classList.add("keyboard");
    this.#mark.style.left = `${(x / paperWidth) * 100}%`;
    this.#mark.style.top = `${(y / padSize) * 100}%`;
    // On the line, it may have come to what is scrolled out of sight.
    this.#mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  left(): void {
    this.#desk.classList.remove("keyboard");
    this.#state.textContent = "";
  }

  penTouched(): void {
    this.#tell(true);
  }

  penLifted(): void {
    this.#tell(false);
  }

  #tell(penIsDown: boolean): void {
    this.#mark.classList.toggle("down", penIsDown);
    // Whoever draws with a pointer feels it.
    if (this.#desk.classList.contains("keyboard")) this.#state.textContent = penState(penIsDown);
  }
}

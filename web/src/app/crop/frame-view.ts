import type { Box } from "../../recogniser/index";
import * as words from "../../../text.json";
import { keyAlone } from "../keys";
import { make } from "../make";
import { fill } from "../text";
import { dragged, type Grip } from "./frame";

const text = words.crop;

/** Of the picture's side; with Shift the small one. */
const step = 0.02;
const smallStep = 0.004;

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What is being dragged, from where, and the frame as it was then. */
interface Drag {
  readonly grip: Grip;
  readonly start: readonly [x: number, y: number];
  readonly frame: Box;
}

/** The frame over a picture, moved by mouse, finger, pen and arrow keys. */
export class FrameView {
  readonly #whole = gripButton("whole", text.frame);
  readonly #corners = (Object.keys(text.corners) as (keyof typeof text.corners)[]).map((corner) =>
    gripButton(corner, text.corners[corner]),
  );
  readonly #told = make("output", { class: "unseen" });
  /** What the frame leaves out is dark. */
  readonly #shade = make("div", { class: "crop-shade" });
  readonly element = make(
    "div",
    { class: "crop-grips" },
    make("div", { class: "crop-shades" }, this.#shade),
    this.#whole,
    ...this.#corners,
    this.#told,
  );
  #frame: Box = { x: 0, y: 0, width: 1, height: 1 };
  #drag: Drag | null = null;

  constructor(private readonly moved: (frame: Box) => void) {
    this.element.addEventListener("pointerdown", (event) => this.#press(event));
    this.element.addEventListener("pointermove", (event) => this.#move(event));
    for (const ending of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      this.element.addEventListener(ending, () => (this.#drag = null));
    }
    this.element.addEventListener("keydown", (event) => this.#step(event));
  }

  show(frame: Box): void {
    this.#frame = frame;
    const { x, y, width, height } = frame;
    const place = { left: percent(x), top: percent(y), width: percent(width), height: percent(height) };
    for (const each of [this.#whole, this.#shade]) Object.assign(each.style, place);
    for (const corner of this.#corners) {
      const grip = corner.dataset["grip"]!;
      corner.style.left = percent(grip.endsWith("w") ? x : x + width);
      corner.style.top = percent(grip.startsWith("n") ? y : y + height);
    }
  }

  #press(event: PointerEvent): void {
    const grip = gripOf(event.target);
    if (grip === null || event.button !== 0 || this.#drag !== null) return;
    this.#drag = { grip, start: this.#placeOf(event), frame: this.#frame };
    this.element.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    if (this.#drag === null) return;
    const { grip, start, frame } = this.#drag;
    const [x, y] = this.#placeOf(event);
    this.moved(dragged(frame, grip, [x - start[0], y - start[1]]));
  }

  #step(event: KeyboardEvent): void {
    const way = ways[keyAlone(event)];
    const grip = gripOf(event.target);
    if (way === undefined || grip === null) return;
    event.preventDefault();
    const far = event.shiftKey ? smallStep : step;
    this.moved(dragged(this.#frame, grip, [way[0] * far, way[1] * far]));
    this.#tell();
  }

  /** Says where the frame is now, to those who don't see it move. */
  #tell(): void {
    const { x, y, width, height } = this.#frame;
    const [left, top, wide, high] = [x, y, width, height].map((share) =>
      percent(Math.round(100 * share) / 100),
    );
    this.#told.textContent = fill(text.place, { left: left!, top: top!, width: wide!, height: high! });
  }

  #placeOf({ clientX, clientY }: PointerEvent): readonly [x: number, y: number] {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  }
}

function gripButton(grip: Grip, label: string): HTMLButtonElement {
  return make("button", {
    ...{ type: "button", class: grip === "whole" ? "crop-frame" : "crop-corner", "aria-label": label },
    ...{ "data-grip": grip, "aria-describedby": "crop-help" },
  });
}

function gripOf(target: EventTarget | null): Grip | null {
  return ((target as HTMLElement | null)?.dataset["grip"] as Grip | undefined) ?? null;
}

function percent(share: number): string {
  return `${Math.round(1e4 * share) / 100}%`;
}

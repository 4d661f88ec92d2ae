import type { Point, Stroke } from "../recogniser/index";
import { placeOnPad } from "./sheet";

/** Points nearer than this to the last one, in pad units, are the hand's tremor and the sensor's noise. */
const minStep = 0.7;

export interface Paper {
  /** The pen touches the paper. */
  touched(): void;
  /** The stroke under the pen, as far as it has come. */
  drawn(stroke: Stroke): void;
  /** The pen has left the paper; the stroke is whole. */
  finished(stroke: Stroke): void;
}

/** The one pen of the pad, whichever hand holds it: mouse, finger, stylus or keyboard. */
export class Pen {
  #stroke: Stroke | null = null;

  constructor(private readonly paper: Paper) {}

  get isDown(): boolean {
    return this.#stroke !== null;
  }

  /** Puts the pen down at a place in pad units, ending the stroke before it if there is one. */
  down(place: Point): void {
    this.lift();
    this.#stroke = [placeOnPad(place)];
    this.paper.touched();
    this.paper.drawn(this.#stroke);
  }

  /** Draws through places in pad units; nothing while the pen is up. */
  trace(places: readonly Point[]): void {
    if (this.#stroke === null) return;
    const longer = places.map(placeOnPad).reduce(withPlace, this.#stroke);
    if (longer === this.#stroke) return;
    this.#stroke = longer;
    this.paper.drawn(longer);
  }

  lift(): void {
    if (this.#stroke === null) return;
    const stroke = this.#stroke;
    this.#stroke = null;
    this.paper.finished(stroke);
  }
}

function withPlace(stroke: Stroke, place: Point): Stroke {
  const [x, y] = stroke.at(-1) ?? place;
  const step = Math.hypot(place[0] - x, place[1] - y);
  return step < minStep ? stroke : [...stroke, place];
}

import type { Point, Stroke } from "../recogniser/index";
import { isOnPad, partOnPad, placeOnPad } from "./sheet";

/** Points nearer than this to the last one, in pad units, are the hand's tremor and the sensor's noise. */
const minStep = 0.7;

export type Hand = "keyboard" | "pointer";

export interface Paper {
  /** In pad units. */
  readonly width: number;
  /** The pen touches the paper. */
  touched(): void;
  /** What the pen has drawn since it was put down: several strokes where the hand went over the edge and back. */
  drawn(strokes: readonly Stroke[]): void;
  /** The pen is lifted; its strokes are whole. */
  finished(strokes: readonly Stroke[]): void;
  /** What was drawn since the touch was no drawing after all. */
  takenBack(): void;
}

/** The one pen of the pad, whichever hand holds it: mouse, finger, stylus or keyboard. */
export class Pen {
  #holder: Hand | null = null;
  /** Where the holder is, which may be beyond the edge. */
  #place: Point = [0, 0];
  #strokes: readonly Stroke[] = [];

  constructor(private readonly paper: Paper) {}

  get paperWidth(): number {
    return this.paper.width;
  }

  /** The hand that draws; null while the pen is up. */
  get holder(): Hand | null {
    return this.#holder;
  }

  /** Puts the pen down at a place on the pad, in its units, ending what another hand was drawing. */
  down(hand: Hand, place: Point): void {
    this.finish();
    this.#holder = hand;
    this.#place = place;
    this.#strokes = [[placeOnPad(place, this.paper.width)]];
    this.paper.touched();
    this.paper.drawn(this.#strokes);
  }

  /** Draws through places in pad units; nothing unless this hand holds the pen, nor beyond the edge. */
  trace(hand: Hand, places: readonly Point[]): void {
    if (hand !== this.#holder) return;
    const before = this.#strokes;
    for (const place of places) {
      this.#strokes = withWay(this.#strokes, this.#place, place, this.paper.width);
      this.#place = place;
    }
    if (this.#strokes !== before) this.paper.drawn(this.#strokes);
  }

  /** Lifts the pen, if this hand holds it. */
  lift(hand: Hand): void {
    if (hand === this.#holder) this.finish();
  }

  /** Lifts the pen, if this hand holds it, and leaves nothing of what it drew. */
  takeBack(hand: Hand): void {
    if (hand !== this.#holder) return;
    this.#holder = null;
    this.paper.takenBack();
  }

  /** Lifts the pen, whoever holds it. */
  finish(): void {
    if (this.#holder === null) return;
    this.#holder = null;
    this.paper.finished(this.#strokes);
  }
}

/** Draws on to a place; a way that comes back over the edge starts a new stroke. */
function withWay(strokes: readonly Stroke[], from: Point, to: Point, width: number): readonly Stroke[] {
  const part = partOnPad(from, to, width);
  if (part === null) return strokes;
  const [start, end] = [placeOnPad(part[0], width), placeOnPad(part[1], width)];
  const stroke = strokes.at(-1);
  if (stroke === undefined || !isOnPad(from, width)) return [...strokes, withPlace([start], end)];
  const longer = withPlace(stroke, end);
  return longer === stroke ? strokes : [...strokes.slice(0, -1), longer];
}

function withPlace(stroke: Stroke, place: Point): Stroke {
  const [x, y] = stroke.at(-1) ?? place;
  const step = Math.hypot(place[0] - x, place[1] - y);
  return step < minStep ? stroke : [...stroke, place];
}

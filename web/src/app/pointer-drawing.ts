import type { Point } from "../recogniser/index";
import { type DrawingContact, isStray, whatBegins } from "./contact";
import type { Pen } from "./pen";
import { padSize } from "./sheet";

/** The bit of `PointerEvent.buttons` for what draws: a finger, a pen's tip, a mouse's left button. */
const tip = 1;

/** Lets mouse, finger and stylus draw on the pad, one at a time; two fingers scroll and zoom, and a palm does nothing. */
export function drawWithPointers(pad: HTMLCanvasElement, pen: Pen): void {
  new PointerHand(pad, pen).listen();
}

class PointerHand {
  #drawing: DrawingContact | null = null;
  #touches = 0;
  #penSeenMs = -Infinity;

  constructor(
    private readonly pad: HTMLCanvasElement,
    private readonly pen: Pen,
  ) {}

  listen(): void {
    const { pad } = this;
    pad.addEventListener("pointerdown", (event) => this.#press(event));
    pad.addEventListener("pointermove", (event) => this.#move(event));
    pad.addEventListener("pointercancel", (event) => this.#cancel(event));
    for (const ending of ["pointerup", "lostpointercapture"] as const) {
      pad.addEventListener(ending, ({ pointerId }) => pointerId === this.#drawing?.id && this.#end());
    }
    for (const leaving of ["blur", "pagehide"]) window.addEventListener(leaving, () => this.#end());

    pad.addEventListener("touchstart", (event) => this.#keepFromBrowser(event), { passive: false });
    for (const change of ["touchstart", "touchend", "touchcancel"] as const) {
      // Counted by the browser, and told after the pointerdown: a touch that begins is not among them yet.
      pad.addEventListener(change, ({ targetTouches }) => (this.#touches = targetTouches.length));
    }
    pad.addEventListener("contextmenu", (event) => this.#drawing !== null && event.preventDefault());
  }

  #press(event: PointerEvent): void {
    this.#notePen(event);
    const before = { drawing: this.#drawing, touches: this.#touches, penSeenMs: this.#penSeenMs };
    const begins = whatBegins(event, before);
    if (begins === "nothing") return;
    if (this.#drawing !== null) this.#takeBack();
    if (begins === "stroke") this.#start(event);
  }

  #start(event: PointerEvent): void {
    const place = placeOf(event, this.pad);
    this.#drawing = {
      id: event.pointerId,
      type: event.pointerType,
      start: place,
      reach: 0,
      padWidthPx: this.pad.clientWidth,
    };
    this.pen.down("pointer", place);
    // The stroke goes on when the hand leaves the pad, and ends even if it is lifted elsewhere.
    this.pad.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    this.#notePen(event);
    const drawing = this.#drawing;
    if (event.pointerId !== drawing?.id) return;
    // Lifted out of the browser's sight, or the screen was turned and the hand is elsewhere on the pad.
    if (!(event.buttons & tip) || this.pad.clientWidth !== drawing.padWidthPx) return this.#end();
    const places = placesOf(event, this.pad);
    const reach = Math.max(drawing.reach, ...places.map(distanceFrom(drawing.start)));
    this.#drawing = { ...drawing, reach };
    this.pen.trace("pointer", places);
  }

  /** The system took the pointer over: for a gesture or a palm of its own finding, or in the middle of a stroke. */
  #cancel({ pointerId }: PointerEvent): void {
    if (pointerId !== this.#drawing?.id) return;
    if (isStray(this.#drawing)) this.#takeBack();
    else this.#end();
  }

  #end(): void {
    this.#drawing = null;
    this.pen.lift("pointer");
  }

  #takeBack(): void {
    this.#drawing = null;
    this.pen.takeBack("pointer");
  }

  #notePen({ pointerType, timeStamp }: PointerEvent): void {
    if (pointerType === "pen") this.#penSeenMs = timeStamp;
  }

  /** Where a palm joins a finger or a pen that draws, the browser would see two fingers that scroll. */
  #keepFromBrowser(event: TouchEvent): void {
    if (this.#drawing !== null && event.touches.length > 1 && event.cancelable) event.preventDefault();
  }
}

/** Every place that the hand passed since the last event; browsers hand out only the last of each frame. */
function placesOf(event: PointerEvent, pad: HTMLCanvasElement): Point[] {
  const passed = event.getCoalescedEvents?.() ?? [];
  return [...passed, event].map((each) => placeOf(each, pad));
}

function placeOf(event: PointerEvent, pad: HTMLCanvasElement): Point {
  const box = pad.getBoundingClientRect();
  const unitsPerPx = padSize / box.height;
  return [(event.clientX - box.left) * unitsPerPx, (event.clientY - box.top) * unitsPerPx];
}

function distanceFrom([x, y]: Point): (place: Point) => number {
  return (place) => Math.hypot(place[0] - x, place[1] - y);
}

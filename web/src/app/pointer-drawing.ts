import type { Point } from "../recogniser/index";
import { type DrawingContact, isStray, whatBegins } from "./contact";
import type { Pen } from "./pen";
import { padSize } from "./sheet";

/** The bit of `PointerEvent.buttons` for what draws: a finger, a pen's tip, a mouse's left button. */
const tip = 1;

/** Lets mouse, finger and stylus draw on the pad, one at a time; two fingers scroll and zoom, and a palm does nothing. */
export function drawWithPointers(pad: HTMLCanvasElement, pen: Pen): void {
  let drawing: DrawingContact | null = null;
  let penSeenMs = -Infinity;

  pad.addEventListener("pointerdown", (event) => {
    notePen(event);
    const begins = whatBegins(event, drawing, penSeenMs);
    if (begins === "nothing") return;
    if (drawing !== null) takeBack();
    if (begins === "stroke") start(event);
  });

  pad.addEventListener("pointermove", (event) => {
    notePen(event);
    if (event.pointerId !== drawing?.id) return;
    // Lifted out of the browser's sight, or the screen was turned and the hand is elsewhere on the pad.
    if (!(event.buttons & tip) || pad.clientWidth !== drawing.padWidthPx) return end();
    const places = placesOf(event, pad);
    drawing = { ...drawing, reach: Math.max(drawing.reach, ...places.map(distanceFrom(drawing.start))) };
    pen.trace("pointer", places);
  });

  for (const ending of ["pointerup", "lostpointercapture"] as const) {
    pad.addEventListener(ending, ({ pointerId }) => pointerId === drawing?.id && end());
  }

  // The system took the pointer over: for a gesture or a palm of its own finding, or in the middle of a stroke.
  pad.addEventListener("pointercancel", ({ pointerId }) => {
    if (pointerId !== drawing?.id) return;
    if (isStray(drawing)) takeBack();
    else end();
  });

  // Where a palm joins a finger or a pen that draws, the browser would see two fingers that scroll.
  pad.addEventListener("touchstart", keepFromBrowser, { passive: false });
  pad.addEventListener("contextmenu", (event) => drawing !== null && event.preventDefault());
  for (const leaving of ["blur", "pagehide"]) window.addEventListener(leaving, end);

  function start(event: PointerEvent): void {
    const place = placeOf(event, pad);
    drawing = {
      id: event.pointerId,
      type: event.pointerType,
      start: place,
      reach: 0,
      padWidthPx: pad.clientWidth,
    };
    pen.down("pointer", place);
    // The stroke goes on when the hand leaves the pad, and ends even if it is lifted elsewhere.
    pad.setPointerCapture(event.pointerId);
  }

  function end(): void {
    drawing = null;
    pen.lift("pointer");
  }

  function takeBack(): void {
    drawing = null;
    pen.takeBack("pointer");
  }

  function notePen({ pointerType, timeStamp }: PointerEvent): void {
    if (pointerType === "pen") penSeenMs = timeStamp;
  }

  function keepFromBrowser(event: TouchEvent): void {
    if (drawing !== null && event.touches.length > 1 && event.cancelable) event.preventDefault();
  }
}

/** Every place that the hand passed since the last event; browsers hand out only the last of each frame. */
function placesOf(event: PointerEvent, pad: HTMLCanvasElement): Point[] {
  const passed = event.getCoalescedEvents?.() ?? [];
  return [...passed, event].map((each) => placeOf(each, pad));
}

function placeOf(event: PointerEvent, pad: HTMLCanvasElement): Point {
  const box = pad.getBoundingClientRect();
  const unitsPerPx = padSize / box.width;
  return [(event.clientX - box.left) * unitsPerPx, (event.clientY - box.top) * unitsPerPx];
}

function distanceFrom([x, y]: Point): (place: Point) => number {
  return (place) => Math.hypot(place[0] - x, place[1] - y);
}

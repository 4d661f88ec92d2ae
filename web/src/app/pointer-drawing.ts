import type { Point } from "../recogniser/index";
import type { Pen } from "./pen";
import { padSize } from "./sheet";

/** Lets mouse, finger and stylus draw on the pad, one at a time; a palm or a second finger draws nothing. */
export function drawWithPointers(pad: HTMLCanvasElement, pen: Pen): void {
  let drawingPointer: number | null = null;

  pad.addEventListener("pointerdown", (event) => {
    if (drawingPointer !== null || !event.isPrimary || event.button !== 0) return;
    drawingPointer = event.pointerId;
    // The stroke goes on when the hand leaves the pad, and ends even if it is lifted elsewhere.
    pad.setPointerCapture(event.pointerId);
    pen.down("pointer", placeOf(event, pad));
  });

  pad.addEventListener("pointermove", (event) => {
    if (event.pointerId === drawingPointer) pen.trace("pointer", placesOf(event, pad));
  });

  // A cancelled pointer (the system took it over) keeps what it has drawn.
  for (const ending of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    pad.addEventListener(ending, (event) => {
      if (event.pointerId !== drawingPointer) return;
      drawingPointer = null;
      pen.lift("pointer");
    });
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

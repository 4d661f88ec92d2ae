/** What a contact with the pad begins: where hands and pens lie together, most contacts aren't meant to draw. */
import type { Point } from "../recogniser/index";

/** A pointer that draws. */
export interface DrawingContact {
  readonly id: number;
  readonly type: string;
  readonly start: Point;
  /** How far it has come from its start, in pad units. */
  readonly reach: number;
  /** The pad's width when it touched it. */
  readonly padWidthPx: number;
}

/** The properties that decide; a `PointerEvent` is one. */
export type NewContact = Pick<PointerEvent, "pointerType" | "button" | "timeStamp">;

/** What the pad knows when a contact comes. */
export interface Before {
  /** What draws already. */
  readonly drawing: Pick<DrawingContact, "type" | "reach"> | null;
  /** Touches that came down on the pad and are still on the screen. */
  readonly touches: number;
  /** When a pen was last seen, on the clock of events. */
  readonly penSeenMs: number;
}

/**
 * - `stroke`: it draws, in place of any that drew
 * - `gesture`: two fingers scroll or zoom; what the first of them drew was no stroke
 * - `nothing`: a palm, another finger, another button
 */
export type Beginning = "stroke" | "gesture" | "nothing";

/**
 * How long after a pen was last seen, down or hovering, a touch is taken for the hand that holds it. One who puts the
 * pen away draws with a finger after this; a palm that waits longer is found out when the pen comes down.
 */
const penIsNearMs = 3000;

/**
 * A finger that has come no further than this, in pad units, may be the first of two that scroll, or a palm that the
 * system found out: browsers let a finger move by some 15 pixels, as many units on a phone, before it is a drag.
 */
const strayReach = 16;

export function whatBegins(contact: NewContact, { drawing, touches, penSeenMs }: Before): Beginning {
  const isTouch = contact.pointerType === "touch";
  if (contact.button !== 0) return "nothing";
  if (isTouch && contact.timeStamp - penSeenMs < penIsNearMs) return "nothing";
  // What is left of several fingers, or a palm, goes on resting there; fingers beside the pad are no concern of it.
  if (drawing === null) return isTouch && touches > 0 ? "nothing" : "stroke";
  if (drawing.type !== "touch") return "nothing";
  // Nobody draws with a finger while a pen comes down: it was the palm.
  if (contact.pointerType === "pen") return "stroke";
  return isTouch && isStray(drawing) ? "gesture" : "nothing";
}

/** Tells whether what a contact drew may not have been meant to be a stroke. */
export function isStray({ type, reach }: Pick<DrawingContact, "type" | "reach">): boolean {
  return type === "touch" && reach < strayReach;
}

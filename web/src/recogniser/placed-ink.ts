/** Tells where ink lies in what it was found in. */
import type { Bounds, Box, PlacedInk, SeenInk } from "./types";

/** Where an image, or what was measured on it, lies in its source. */
export type Place = Pick<PlacedInk, "left" | "top" | "scale">;

/** Bounds on an image as a box in its source's own units. */
export function boundsInSource({ left, top, right, bottom }: Bounds, place: Place): Box {
  return inSource({ x: left, y: top, width: right - left, height: bottom - top }, place);
}

/** A box of an image in its source's own units. */
export function inSource(box: Box, { left, top, scale }: Place): Box {
  return {
    x: left + box.x / scale,
    y: top + box.y / scale,
    width: box.width / scale,
    height: box.height / scale,
  };
}

/** Ink as a reading shows it, if it is asked for. */
export function seenInk(
  { image, left, top, scale }: PlacedInk,
  isWanted = false,
): { readonly ink?: SeenInk } {
  return isWanted ? { ink: { image, left, top, scale, angle: 0 } } : {};
}

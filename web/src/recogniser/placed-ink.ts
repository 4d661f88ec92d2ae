/** Tells where ink lies in what it was found in. */
import type { Box, PlacedInk, SeenInk } from "./types";

/** A box of an image in its source's own units. */
export function inSource(box: Box, { left, top, scale }: PlacedInk): Box {
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

/** Measures bounds: rectangles from their first pixel to one past the last. */
import type { Bounds } from "./types";

export const widthOf = ({ left, right }: Bounds): number => right - left;
export const heightOf = ({ top, bottom }: Bounds): number => bottom - top;
export const longerSide = (bounds: Bounds): number => Math.max(widthOf(bounds), heightOf(bounds));
export const shorterSide = (bounds: Bounds): number => Math.min(widthOf(bounds), heightOf(bounds));

/** The bounds of all parts; inside out where there are none. */
export function boundsOf(parts: readonly Bounds[]): Bounds {
  return parts.reduce(
    (all, { left, top, right, bottom }) => ({
      left: Math.min(all.left, left),
      top: Math.min(all.top, top),
      right: Math.max(all.right, right),
      bottom: Math.max(all.bottom, bottom),
    }),
    { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity },
  );
}

/** How far two lie apart, along the axis along which they do so more; 0 where they touch or lie over each other. */
export function distance(a: Bounds, b: Bounds): number {
  return Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0);
}

/** Tells where a text's characters stand on a line. */
import type { Place } from "../placed-ink";
import { align, type Extent } from "./ctc";
import type { SeenLine } from "./line-net";

/** A character of a text, and where it stands. */
export interface PlacedCharacter extends Extent {
  readonly character: string;
  /** Its middle, in the units of what lies at the place. */
  readonly middle: number;
}

/** The characters of a text in their order; null where the line has too few columns for it. */
export function placesOf(
  text: string,
  seen: SeenLine,
  { left, scale }: Place,
): readonly PlacedCharacter[] | null {
  const extents = align(text, seen);
  if (!extents) return null;
  return extents.map(({ first, last }, index) => ({
    ...{ character: text[index]!, first, last },
    middle: (seen.placeOf((first + last) / 2) - left) * scale,
  }));
}

/** Tells where a text's marks stand on a line, and how surely. */
import { boundsOf } from "../bounds";
import { boundsInSource, type Place } from "../placed-ink";
import type { Bounds, MarkReading, Pieces, Span } from "../types";
import type { SeenLine } from "./line-net";
import { placesOf } from "./places";

/** A line and what of it is in no piece. */
interface MarkedLine extends Pieces<unknown> {
  readonly height: number;
  readonly strays: readonly Bounds[];
  readonly place: Place;
}

/** How far a stray may lie from where a mark is seen, as a share of a digit's height. */
const reach = 0.5;
/** How wide a mark is taken for whose ink can't be told from its neighbours', as a share of a digit's height. */
const usualWidth = 0.2;

/** The marks of a text, in its order. */
export function marksOf(
  { text, parts }: { readonly text: string; readonly parts: readonly (Span | null)[] },
  line: MarkedLine,
  seen: SeenLine,
): readonly MarkReading[] {
  if (!holdsMark(text)) return [];
  const characters = placesOf(text, seen, line.place) ?? [];
  return characters.flatMap(({ character, first, last, middle }, place) => {
    if (!holdsMark(character)) return [];
    const part = parts[place] ?? null;
    const box = boundsInSource(boundsOfMark(part, middle, line), line.place);
    const confidence = Math.max(...columnsOf(seen, character, first, last));
    return [{ mark: character, place, confidence, box, span: part && { from: part.from, to: part.to } }];
  });
}

const holdsMark = (text: string) => /[^\dx]/.test(text);

/** How probable a character is in the columns in which it stands. */
function columnsOf({ characters, logs }: SeenLine, character: string, first: number, last: number): number[] {
  const stride = characters.length + 1;
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Math.exp(logs[(first + index) * stride + characters.indexOf(character)]!),
  );
}

function boundsOfMark(part: Span | null, middle: number, { pieces, strays, height }: MarkedLine): Bounds {
  if (part) return boundsOf(pieces.slice(part.from, part.to));
  const away = ({ left, right }: Bounds) => Math.max(left - middle, middle - right, 0);
  const near = strays.filter((stray) => away(stray) <= reach * height);
  if (near.length > 0)
    return boundsOf(near.filter((stray) => away(stray) <= Math.min(...near.map(away)) + 1e-9));
  const { top, bottom } = boundsOf(pieces);
  return { left: middle - (usualWidth * height) / 2, right: middle + (usualWidth * height) / 2, top, bottom };
}

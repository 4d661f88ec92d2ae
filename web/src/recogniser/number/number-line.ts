/** Makes a line of a drawing or of a picture's ink: without what belongs to no digit, and cut into pieces. */
import { boundsOf } from "../bounds";
import { findComponents } from "../components";
import { resize } from "../normalise";
import type { Place } from "../placed-ink";
import { checkDrawing, rasterise } from "../rasterise";
import type { Bounds, Drawing, PlacedInk, Pieces, Span } from "../types";
import type { Named, SeamFeature } from "./features";
import { inkOfSlabs, inkPieces, type Slab } from "./ink-pieces";
import { isCrossed, lineHeight, withoutStrays } from "./line";
import { placedStroke, strokePieces } from "./stroke-pieces";

/** A line of ink, cut into pieces. */
export interface Line extends Pieces<unknown> {
  readonly height: number;
  /** Whether it looks as if its strokes were no digits' but a drawing's: then nothing is sure. */
  readonly isCrossed: boolean;
  /** Where its pieces lie: (x, y) of theirs is (left + x / scale, top + y / scale) in the source. */
  readonly place: Place;
  /** What belongs to no digit: specks and rules, of which some may be marks. */
  readonly strays: readonly Bounds[];
  /** The ink of some consecutive pieces. */
  inkOf(span: Span): PlacedInk;
}

/** Half of what single digits are drawn at, in a third of the time: candidates are many. */
const candidateSidePx = 80;
/** Pictures' digits are at most so high when they are cut and judged: more than three pixels for each of the model's. */
const mostHeightPx = 64;
/** What is in more pieces, or in more parts before it is cut, is no line of digits. */
const mostPieces = 96;
const mostParts = 500;

/** A drawing as a line.
 * @throws UnreadableSourceError */
export function lineOfDrawing(drawing: Drawing): Line {
  checkDrawing(drawing);
  const { cut, ...line } = cutLine(
    drawing.strokes.map(placedStroke),
    ({ stroke }) => [stroke],
    (written, height) =>
      strokePieces(
        written.map(({ stroke }) => stroke),
        height,
      ),
  );
  const strokesOf = ({ from, to }: Span) => cut.pieces.slice(from, to).flatMap(({ ink }) => ink);
  return {
    ...cut,
    ...line,
    // A dot's is none.
    height: line.height || drawing.width || 1,
    place: { left: 0, top: 0, scale: 1 },
    inkOf: (span) => rasterise({ ...drawing, strokes: strokesOf(span) }, candidateSidePx),
  };
}

/** A picture's ink as a line.
 * @param seams the weights of what tells whether a seam parts two digits */
export function lineOfInk(source: PlacedInk, seams: Named<SeamFeature>): Line {
  const placed = reduced(source);
  const { cut, ...line } = cutLine(
    findComponents(placed.image),
    (of): readonly Slab[] => [{ of, left: undefined, right: undefined }],
    (written, height) => inkPieces(placed.image, written, height, seams),
  );
  return {
    ...cut,
    ...line,
    place: placed,
    inkOf: ({ from, to }) =>
      inkOfSlabs(
        placed,
        cut.pieces.slice(from, to).flatMap(({ ink }) => ink),
      ),
  };
}

/** What is larger made so small that digits are that high: candidates are many. */
function reduced(placed: PlacedInk): PlacedInk {
  const factor = lineHeight(findComponents(placed.image)) / mostHeightPx;
  if (factor <= 1) return placed;
  return { ...placed, image: resize(placed.image, factor), scale: placed.scale / factor };
}

/** What is written, cut into pieces; all that there is as a single one where it is too much to be a line of digits. */
function cutLine<Part extends Bounds, Ink>(
  parts: readonly Part[],
  inkOfPart: (part: Part) => readonly Ink[],
  cut: (written: readonly Part[], height: number) => Pieces<Ink>,
): { readonly cut: Pieces<Ink> } & Pick<Line, "height" | "isCrossed" | "strays"> {
  const whole = { pieces: [{ ...boundsOf(parts), ink: parts.flatMap(inkOfPart) }], ties: [0] };
  if (parts.length > mostParts) {
    return { cut: whole, height: lineHeight(whole.pieces), isCrossed: false, strays: [] };
  }
  const written = withoutStrays(parts);
  const height = lineHeight(written);
  const pieces = cut(written, height);
  return {
    cut: pieces.pieces.length > mostPieces ? whole : pieces,
    height,
    isCrossed: isCrossed(parts, height),
    strays: parts.filter((part) => !written.includes(part)),
  };
}

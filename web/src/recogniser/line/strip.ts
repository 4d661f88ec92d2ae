/** Brings a line of ink into the form that the line net sees: its digits so many pixels high, one behind the other. */
import { boundsOf, heightOf } from "../bounds";
import { findComponents } from "../components";
import { lineHeight, withoutStrays } from "../number/line";
import { placedStroke } from "../number/stroke-pieces";
import { dilate, erode, poolHighest, sample } from "../normalise";
import { checkDrawing, drawPaths } from "../rasterise";
import { strokeWidth } from "../stroke-width";
import type { Bounds, Drawing, InkImage, PlacedInk, Point } from "../types";

/** Pixels from a strip's upper edge to its lower one. */
export const stripHeight = 32;
/** What a usual digit is high on it: as high as on the digit net's grid, whose layers the line net shares. */
const digitHeight = 20;
/** Paper before the first ink and behind the last: the net's first column looks at the pixels this far from the edge. */
export const stripMargin = 20;
/** Twelve digits, wide apart, with marks between them. Longer strips are cut off: they hold no number. */
const mostWidth = 960;
/** What all ink may be high at most, so that nothing of it leaves the strip; then digits are smaller than usual. */
const mostHeight = 30;
/** But no smaller than this share: what is higher is no line. */
const leastScale = 0.5;
/** Beyond what is written specks and rules are shown so far, in digits' heights. */
const reach = 1;
/** A drawing's pen on the strip, as a share of a digit's height: what a single digit is drawn with. */
const penShare = 0.12;
/** A lone dash is no digit, however it is enlarged: digits are at least so many pens high, of a drawing and of a picture,
 * where broad markers write digits four pens high. */
const [leastPensDrawn, leastPensPictured] = [3, 3.5];
/** In pixels of the strip: what is thinner is thickened to the second, what is thicker is thinned to the third. */
const [thinStroke, thickenedStroke, thickStroke] = [1.25, 1.8, 4.3];
/** Strokes are thickened and thinned at so many pixels for each of the strip's. */
const finer = 2;

/** A drawing as a strip; without strokes nothing but paper.
 * @throws UnreadableSourceError */
export function stripOfDrawing(drawing: Drawing): PlacedInk {
  checkDrawing(drawing);
  const placed = drawing.strokes.map(placedStroke);
  const written = withoutStrays(placed);
  const height = Math.max(lineHeight(written), leastPensDrawn * (drawing.width ?? 0)) || 1;
  const frame = frameOf(placed, written, height);
  const { left, top, scale, width } = frame;
  const paths = drawing.strokes.map((stroke) =>
    stroke.map(([x, y]): Point => [(x - left) * scale, (y - top) * scale]),
  );
  return {
    ...frame,
    image: drawPaths(paths, width, stripHeight, (penShare * digitHeight) / 2),
    leastSide: 0,
  };
}

/** A picture's ink as a strip. */
export function stripOfInk({ image, left, top, scale }: PlacedInk): PlacedInk {
  const parts = findComponents(image);
  const written = withoutStrays(parts);
  const stroke = strokeWidth(image);
  const height = Math.max(lineHeight(written), leastPensPictured * stroke) || 1;
  const frame = frameOf(parts, written, height);
  return {
    image: reducedTo(frame, image, stroke),
    leastSide: 0,
    left: left + frame.left / scale,
    top: top + frame.top / scale,
    scale: frame.scale * scale,
  };
}

/** Where a strip lies over a line's ink, and its size in pixels. */
type Frame = Pick<PlacedInk, "left" | "top" | "scale"> & Pick<InkImage, "width" | "height">;

/** Where the strip lies over a line's ink.
 * @param parts all of it
 * @param written what its digits may be made of, which are about so high */
function frameOf(parts: readonly Bounds[], written: readonly Bounds[], height: number): Frame {
  const own = boundsOf(written);
  const scale = Math.max(
    (leastScale * digitHeight) / height,
    Math.min(digitHeight / height, mostHeight / Math.max(heightOf(own), height)),
  );
  const all = boundsOf(parts);
  const left = Math.max(all.left, own.left - reach * height);
  const right = Math.min(all.right, own.right + reach * height);
  const columns = Math.min(mostWidth, Math.ceil(Math.max(1, right - left) * scale));
  return {
    left: left - stripMargin / scale,
    top: (own.top + own.bottom - stripHeight / scale) / 2,
    scale,
    // The net looks at pairs of columns.
    width: 2 * Math.ceil(columns / 2) + 2 * stripMargin,
    height: stripHeight,
  };
}

/** An image's ink in a frame, with strokes that neither all but vanish nor fill up digits.
 * @param pen how wide its strokes are */
function reducedTo({ left, top, scale, width, height }: Frame, image: InkImage, pen: number): InkImage {
  const isThin = pen * scale < thinStroke;
  const factor = isThin ? Math.max(1, Math.floor(1 / (finer * scale))) : 1;
  const fine = sample(factor > 1 ? poolHighest(image, factor) : image, {
    left: left / factor,
    top: top / factor,
    scale: 1 / (finer * scale * factor),
    width: finer * width,
    height: finer * height,
  });
  const stroke = strokeWidth(fine);
  const wanted = Math.min(thickStroke * finer, isThin ? thickenedStroke * finer : stroke);
  const radius = (wanted - stroke) / 2;
  const usual = radius > 0 ? dilate(fine, radius) : radius < 0 ? erode(fine, -radius) : fine;
  return sample(usual, { left: 0, top: 0, scale: finer, width, height });
}

/** Draws strokes as ink, in their own coordinates and by our own code: every browser computes the same grid. */
import {
  UnreadableSourceError,
  type Drawing,
  type InkImage,
  type PlacedInk,
  type Point,
  type Stroke,
} from "./types";

/** A drawing's longer side, from pen centre to pen centre: eight pixels for each of the model's twenty. */
const finestSidePx = 160;
/** Every drawing's pen as a share of that side: some two of the model's pixels, as MNIST's pens are. The pad's pen stays the
 * same while people write small and large, so that its width says little of the digit. */
const penShare = 0.12;
/** What is smaller than this many of its own pens is a dot or a slip of the hand, and isn't enlarged to a digit's size. */
const leastPens = 2;
/** What leaves a single place by no more than this share of the pen's width is a tap. */
const tapPens = 0.5;
/** A tap of the pen that leaves a whole pen's width of paper between itself and all strokes belongs to none. */
const tapDistancePens = 2;
/** Lengths that are equal stay so in a drawing that was moved, which leaves some error in the last digits of each. */
const slack = 1 + 1e-6;

/** Rasterise a drawing, its longer side in so many pixels; one without strokes gives an image without pixels.
 * @throws UnreadableSourceError where a stroke has no points or a number isn't finite */
export function rasterise(drawing: Drawing, longerSidePx = finestSidePx): PlacedInk {
  checkDrawing(drawing);
  const { strokes: drawn, width: pen = 0 } = drawing;
  if (drawn.length === 0) return { image: blank(0, 0), leastSide: 0, left: 0, top: 0, scale: 1 };

  const penRadiusPx = (penShare * longerSidePx) / 2;
  // Half a pixel holds the pen's soft edge, half what rounding the sides may take, half the way to a pixel's centre.
  const marginPx = Math.ceil(penRadiusPx + 1.5);
  const strokes = withoutTaps(drawn, pen);
  const { left, top, spanX, spanY } = boundsOf(strokes);
  // A dot of no known pen has no extent at all.
  const scale = longerSidePx / (Math.max(spanX, spanY, leastPens * pen) || 1);
  // A pen can be infinitely wide, and places too close for their distance to be a number.
  if (!(scale > 0 && scale < Infinity)) throw noDrawing();

  const paths = strokes.map((stroke) =>
    stroke.map(([x, y]): Point => [marginPx + snap((x - left) * scale), marginPx + snap((y - top) * scale)]),
  );
  const [width, height] = [spanX, spanY].map((span) => Math.round(snap(span * scale)) + 2 * marginPx);
  return {
    image: drawPaths(paths, width!, height!, penRadiusPx),
    leastSide: longerSidePx,
    left: left - marginPx / scale,
    top: top - marginPx / scale,
    scale,
  };
}

/** Draw paths of pixels with a round pen; what leaves the image is cut off. */
export function drawPaths(
  paths: readonly (readonly Point[])[],
  width: number,
  height: number,
  radiusPx: number,
): InkImage {
  const image = blank(width, height);
  for (const path of paths) drawPath(image, path, radiusPx);
  return image;
}

/** Rounds what a move to a far place leaves in a number's last digits, so that it changes no ink. */
function snap(px: number): number {
  return Math.round(px * 64) / 64;
}

/** The strokes that write: no digit has a dot, so that a tap far from all strokes is a slip of the hand. */
function withoutTaps(strokes: readonly Stroke[], pen: number): readonly Stroke[] {
  const isTap = (stroke: Stroke) => spanOf([stroke]) <= tapPens * pen * slack;
  const written = strokes.filter((stroke) => !isTap(stroke));
  const reach = tapDistancePens * (pen || spanOf(written) * penShare) * slack;
  const isNear = ([x, y]: Point) =>
    written.some((stroke) => stroke.some((to, i) => distance(x, y, stroke[i - 1] ?? to, to) <= reach));
  return written.length > 0 ? strokes.filter((stroke) => !isTap(stroke) || isNear(stroke[0]!)) : strokes;
}

function spanOf(strokes: readonly Stroke[]): number {
  const { spanX, spanY } = boundsOf(strokes);
  return Math.max(spanX, spanY);
}

/** Check what other people's code drew, which no compiler has seen.
 * @throws UnreadableSourceError where a stroke has no points or a number isn't finite */
export function checkDrawing({ strokes, width }: Drawing): void {
  const isPlace = (point: Point) => Number.isFinite(point?.[0]) && Number.isFinite(point?.[1]);
  const isStroke = (stroke: Stroke) => Array.isArray(stroke) && stroke.length > 0 && stroke.every(isPlace);
  const isWidth = width === undefined || (Number.isFinite(width) && width > 0);
  // Finite numbers can lie infinitely far apart.
  if (!isWidth || !strokes.every(isStroke) || spanOf(strokes) === Infinity) throw noDrawing();
}

function noDrawing(): UnreadableSourceError {
  return new UnreadableSourceError(
    "strokes",
    "Expected strokes as lists of finite [x, y], none of them empty, and a width above 0.",
  );
}

function boundsOf(strokes: readonly Stroke[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, top, spanX: right - left, spanY: bottom - top };
}

function blank(width: number, height: number): InkImage {
  return { width, height, ink: new Float32Array(width * height) };
}

/** Draw a path with a round pen; where it crosses itself the darker ink stays. */
function drawPath(image: InkImage, path: readonly Point[], radiusPx: number): void {
  path.forEach((to, index) => drawSegment(image, path[index - 1] ?? to, to, radiusPx));
}

function drawSegment(image: InkImage, from: Point, to: Point, radiusPx: number): void {
  const reach = radiusPx + 0.5;
  const firstX = Math.max(0, Math.floor(Math.min(from[0], to[0]) - reach));
  const lastX = Math.min(image.width - 1, Math.ceil(Math.max(from[0], to[0]) + reach));
  const firstY = Math.max(0, Math.floor(Math.min(from[1], to[1]) - reach));
  const lastY = Math.min(image.height - 1, Math.ceil(Math.max(from[1], to[1]) + reach));

  for (let y = firstY; y <= lastY; y++) {
    for (let x = firstX; x <= lastX; x++) {
      const index = y * image.width + x;
      const ink = Math.min(1, reach - distance(x + 0.5, y + 0.5, from, to));
      image.ink[index] = Math.max(image.ink[index]!, ink);
    }
  }
}

/** From a place to the nearest on the segment between two others. */
function distance(x: number, y: number, from: Point, to: Point): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const px = x - from[0];
  const py = y - from[1];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared)) : 0;
  // Math.hypot takes several times as long, and this is where a drawing's time goes.
  return Math.sqrt((px - along * dx) ** 2 + (py - along * dy) ** 2);
}

/** What lies on the pad: a drawing or a picture. Sheets are never altered, so that they can be undone to. */
import type { Box, Drawing, Point, Reading, Source, Stroke } from "../recogniser/index";
import type { Cut } from "./darkroom/cut";
import { smoothed } from "./stroke-path";

/** The pad is this many units high, whatever its size on the screen; that for one digit is as wide. */
export const padSize = 280;

/** In pad units: as broad, on a digit of ordinary size, as MNIST's pens were. */
export const penWidth = 16;

export interface DrawingSheet {
  readonly kind: "drawing";
  readonly strokes: readonly Stroke[];
}

export interface PictureSheet {
  readonly kind: "picture";
  /** The picture on paper that shows its ink, no larger than the pad needs. */
  readonly preview: ImageBitmap;
  /** Pixels of the preview for each of the picture's. */
  readonly scale: number;
  /** The picture itself, which may be read again in another way. */
  readonly file: Blob;
  /** What it was cut from; null where it is as it came. */
  readonly original: Original | null;
  /** Made when the picture came. */
  readonly reading: Reading;
}

/** A picture as it came, and what of it is read. */
export interface Original {
  readonly file: Blob;
  readonly cut: Cut;
}

export type Sheet = DrawingSheet | PictureSheet;

export const blankSheet: DrawingSheet = { kind: "drawing", strokes: [] };

export function isBlank(sheet: Sheet): boolean {
  return sheet.kind === "drawing" && sheet.strokes.length === 0;
}

export function isPicture(sheet: Sheet): sheet is PictureSheet {
  return sheet.kind === "picture";
}

/** Adds strokes to a drawing; on a picture, starts a fresh drawing with them. */
export function withStrokes(sheet: Sheet, strokes: readonly Stroke[]): DrawingSheet {
  const before = sheet.kind === "drawing" ? sheet.strokes : [];
  return { kind: "drawing", strokes: [...before, ...strokes] };
}

/** The drawing as the recogniser takes it: the very lines that the pad shows. */
export function drawingOf(sheet: DrawingSheet): Drawing {
  return { strokes: sheet.strokes.map(smoothed), width: penWidth };
}

/** A sheet as the recogniser takes it. */
export function sourceOf(sheet: Sheet): Source {
  return sheet.kind === "picture" ? sheet.file : drawingOf(sheet);
}

/** The pad's finest measure: a thirtieth of a pixel on the largest pad, and few digits to keep. */
const stepsPerUnit = 100;

/** The nearest place at which the whole nib is on the paper: ink that can't be seen must not be read. */
export function placeOnPad([x, y]: Point, padWidth: number): Point {
  const margin = penWidth / 2;
  const hold = (value: number, side: number) => Math.min(Math.max(value, margin), side - margin);
  const round = (value: number) => Math.round(value * stepsPerUnit) / stepsPerUnit;
  return [round(hold(x, padWidth)), round(hold(y, padSize))];
}

export function isOnPad([x, y]: Point, padWidth: number): boolean {
  return x >= 0 && x <= padWidth && y >= 0 && y <= padSize;
}

/** The part of a straight way that lies on the pad, from start to end; null where it passes by. */
export function partOnPad(
  from: Point,
  to: Point,
  padWidth: number,
): readonly [start: Point, end: Point] | null {
  const way = [to[0] - from[0], to[1] - from[1]] as const;
  // As shares of the way: where it comes on to the pad, and where it leaves it.
  let [first, last] = [0, 1];
  for (const axis of [0, 1] as const) {
    const side = axis === 0 ? padWidth : padSize;
    if (way[axis] === 0) {
      if (from[axis] < 0 || from[axis] > side) return null;
      continue;
    }
    const edges = [-from[axis] / way[axis], (side - from[axis]) / way[axis]] as const;
    first = Math.max(first, Math.min(...edges));
    last = Math.min(last, Math.max(...edges));
  }
  if (first > last) return null;
  const placeAt = (share: number): Point => [from[0] + share * way[0], from[1] + share * way[1]];
  return [placeAt(first), placeAt(last)];
}

/** Where something lies that is laid on the pad as large as it fits and in the middle: pad units for each of its own, and its corner. */
export function placing(
  { width, height }: { readonly width: number; readonly height: number },
  padWidth: number,
): { readonly scale: number; readonly left: number; readonly top: number } {
  const scale = Math.min(padWidth / width, padSize / height);
  return { scale, left: (padWidth - width * scale) / 2, top: (padSize - height * scale) / 2 };
}

/** A digit's box on the pad, of so many units. */
export function boxOnPad({ x, y, width, height }: Box, sheet: Sheet, padWidth: number): Box {
  if (sheet.kind === "drawing") return { x, y, width, height };
  const placed = placing(sheet.preview, padWidth);
  const scale = placed.scale * sheet.scale;
  return {
    x: placed.left + x * scale,
    y: placed.top + y * scale,
    width: width * scale,
    height: height * scale,
  };
}

/** What lies on the pad: a drawing or a picture. Sheets are never altered, so that they can be undone to. */
import type { Drawing, Point, Reading, Stroke } from "../recogniser/index";
import { smoothed } from "./stroke-path";

/** The pad is this many units wide and high, whatever its size on the screen. */
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
  readonly preview: HTMLCanvasElement;
  /** Made when the picture came; the picture itself isn't kept. */
  readonly reading: Reading;
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

/** The pad's finest measure: a thirtieth of a pixel on the largest pad, and few digits to keep. */
const stepsPerUnit = 100;

/** The nearest place at which the whole nib is on the paper: ink that can't be seen must not be read. */
export function placeOnPad([x, y]: Point): Point {
  const margin = penWidth / 2;
  const hold = (value: number) => Math.min(Math.max(value, margin), padSize - margin);
  const round = (value: number) => Math.round(value * stepsPerUnit) / stepsPerUnit;
  return [round(hold(x)), round(hold(y))];
}

export function isOnPad(place: Point): boolean {
  return place.every((value) => value >= 0 && value <= padSize);
}

/** The part of a straight way that lies on the pad, from start to end; null where it passes by. */
export function partOnPad(from: Point, to: Point): readonly [start: Point, end: Point] | null {
  const way = [to[0] - from[0], to[1] - from[1]] as const;
  // As shares of the way: where it comes on to the pad, and where it leaves it.
  let [first, last] = [0, 1];
  for (const axis of [0, 1] as const) {
    if (way[axis] === 0) {
      if (from[axis] < 0 || from[axis] > padSize) return null;
      continue;
    }
    const edges = [-from[axis] / way[axis], (padSize - from[axis]) / way[axis]] as const;
    first = Math.max(first, Math.min(...edges));
    last = Math.min(last, Math.max(...edges));
  }
  if (first > last) return null;
  const placeAt = (share: number): Point => [from[0] + share * way[0], from[1] + share * way[1]];
  return [placeAt(first), placeAt(last)];
}

/**
 * The drawing and its undo steps, kept for as long as the tab lives: through a reload, a crash, or a phone that put
 * the tab to sleep. What one draws is nobody else's, so no later visit finds it: sessionStorage, not localStorage.
 */
import type { Point, Stroke } from "../recogniser/index";
import { type History, startHistory } from "./history";
import { blankSheet, type DrawingSheet, isPicture, padSize, type Sheet } from "./sheet";

/** Project pages of one person share an origin, and with it this storage. */
const key = "digit-reader.drawing";

/** Steps back, and as many forward; the pad itself undoes further. */
const maxSteps = 50;

/** Browsers give a tab some 5 million; one who draws all day fills no more than this. */
const maxCharacters = 1_000_000;

/** Strokes stand once, as x, y, x, y, …; sheets name them by their place in that list. */
interface Kept {
  readonly strokes: readonly (readonly number[])[];
  readonly past: readonly (readonly number[])[];
  readonly present: readonly number[];
  readonly future: readonly (readonly number[])[];
}

/** Keeps a history in place of the one before; silently not, where the browser stores nothing or has no room. */
export function keep(history: History<Sheet>): void {
  try {
    sessionStorage.setItem(key, written(history));
  } catch {
    // The drawing is on the pad all the same; only a reload would lose it.
  }
}

/** The history that was kept; null where there is none, or none that can be understood. */
export function kept(): History<Sheet> | null {
  try {
    return read(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** A history as text: all of it, else the sheet on the pad alone, else nothing. Pictures are left out. */
export function written(history: History<Sheet>): string {
  const drawings = withoutPictures(history);
  const texts = [drawings, startHistory(drawings.present)].map((each) => JSON.stringify(keptOf(each)));
  return texts.find((text) => text.length <= maxCharacters) ?? "";
}

/** The history that `written` made the text of; null for any other text. */
export function read(text: string | null): History<Sheet> | null {
  if (text === null || text.length > maxCharacters) return null;
  const value = parsed(text);
  return isKept(value) ? historyOf(value) : null;
}

/** The history as if no picture had come: as pixels, one would fill the storage by itself. */
function withoutPictures({ past, present, future }: History<Sheet>): History<DrawingSheet> {
  const drawingsOf = (sheets: readonly Sheet[]) => sheets.filter((sheet) => !isPicture(sheet));
  const drawn = drawingsOf([...past, present]);
  return {
    past: drawn.slice(0, -1).slice(-maxSteps),
    present: drawn.at(-1) ?? blankSheet,
    future: drawingsOf(future).slice(0, maxSteps),
  };
}

function keptOf({ past, present, future }: History<DrawingSheet>): Kept {
  const strokes = [...new Set([...past, present, ...future].flatMap((sheet) => sheet.strokes))];
  const places = new Map(strokes.map((stroke, place) => [stroke, place]));
  const sheetOf = (sheet: DrawingSheet) => sheet.strokes.map((stroke) => places.get(stroke)!);
  return {
    strokes: strokes.map((stroke) => stroke.flat()),
    past: past.map(sheetOf),
    present: sheetOf(present),
    future: future.map(sheetOf),
  };
}

function historyOf(kept: Kept): History<DrawingSheet> {
  const strokes = kept.strokes.map(pointsOf);
  const sheetOf = (places: readonly number[]): DrawingSheet => ({
    kind: "drawing",
    strokes: places.map((place) => strokes[place]!),
  });
  return { past: kept.past.map(sheetOf), present: sheetOf(kept.present), future: kept.future.map(sheetOf) };
}

function pointsOf(values: readonly number[]): Stroke {
  return Array.from({ length: values.length / 2 }, (_, i): Point => [values[2 * i]!, values[2 * i + 1]!]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { strokes, past, present, future } = value as Record<keyof Kept, unknown>;
  if (!isListOf(strokes, isStroke)) return false;
  const isSheet = (sheet: unknown) => isListOf(sheet, (place) => isPlaceIn(place, strokes));
  return isSheet(present) && [past, future].every((sheets) => isListOf(sheets, isSheet));
}

function isStroke(value: unknown): value is readonly number[] {
  const isOnPad = (each: unknown) => typeof each === "number" && each >= 0 && each <= padSize;
  return isListOf(value, isOnPad) && value.length > 0 && value.length % 2 === 0;
}

function isPlaceIn(value: unknown, list: readonly unknown[]): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < list.length;
}

function isListOf<Item>(value: unknown, isItem: (each: unknown) => boolean): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

/**
 * Sheets and the steps between them, kept for as long as the tab lives: through a reload, a crash, or a phone that put
 * the tab to sleep. What one draws is nobody else's, so no later visit finds it: sessionStorage, not localStorage.
 */
import type { Point, Stroke } from "../recogniser/index";
import { type History, startHistory } from "./history";
import { blankSheet, type DrawingSheet, isPicture, padSize, type Sheet } from "./sheet";

/** Steps back, and as many forward; the pad itself undoes further. */
const maxSteps = 50;

/** Browsers give a tab some 5 million; one who draws all day fills no more than this. */
const maxCharacters = 1_000_000;

/** What is kept of a sheet: its strokes, by their places in the list of all, and what else belongs to it. */
type KeptSheet = readonly number[] | { readonly strokes: readonly number[]; readonly note: unknown };

/** Strokes stand once, as x, y, x, y, … */
interface Kept {
  readonly strokes: readonly (readonly number[])[];
  readonly past: readonly KeptSheet[];
  readonly present: KeptSheet;
  readonly future: readonly KeptSheet[];
}

/** What there is beside the strokes of a drawing. */
export interface Notes<Drawn extends DrawingSheet> {
  /** As plain data; undefined where there is nothing. */
  noteOf(drawing: Drawn): unknown;
  /** The drawing with what `noteOf` gave; null for anything else. */
  withNote(drawing: DrawingSheet, note: unknown): Drawn | null;
}

/** Keeps the drawings of a history; pictures are left out. */
export class KeptHistory<Laid extends Sheet, Drawn extends Laid & DrawingSheet> {
  constructor(
    /** Project pages of one person share an origin, and with it this storage. */
    private readonly key: string,
    /** Of the pad, in its units. */
    private readonly maxWidth: number,
    private readonly notes: Notes<Drawn>,
  ) {}

  /** Keeps a history in place of the one before; silently not, where the browser stores nothing or has no room. */
  keep(history: History<Laid>): void {
    try {
      sessionStorage.setItem(this.key, this.written(history));
    } catch {
      // The drawing is on the pad all the same; only a reload would lose it.
    }
  }

  /** The history that was kept; null where there is none, or none that can be understood. */
  kept(): History<Drawn> | null {
    try {
      return this.read(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  /** A history as text: all of it, else the sheet on the pad alone, else nothing. */
  written(history: History<Laid>): string {
    const drawings = withoutPictures<Laid, Drawn>(history);
    const texts = [drawings, startHistory(drawings.present)].map((each) =>
      JSON.stringify(this.#keptOf(each)),
    );
    return texts.find((text) => text.length <= maxCharacters) ?? "";
  }

  /** The history that `written` made the text of; null for any other text. */
  read(text: string | null): History<Drawn> | null {
    if (text === null || text.length > maxCharacters) return null;
    const value = parsed(text);
    return isKept(value, this.maxWidth) ? this.#historyOf(value) : null;
  }

  #keptOf({ past, present, future }: History<Drawn>): Kept {
    const strokes = [...new Set([...past, present, ...future].flatMap((sheet) => sheet.strokes))];
    const places = new Map(strokes.map((stroke, place) => [stroke, place]));
    const sheetOf = (sheet: Drawn): KeptSheet => {
      const own = sheet.strokes.map((stroke) => places.get(stroke)!);
      const note = this.notes.noteOf(sheet);
      return note === undefined ? own : { strokes: own, note };
    };
    return {
      strokes: strokes.map((stroke) => stroke.flat()),
      past: past.map(sheetOf),
      present: sheetOf(present),
      future: future.map(sheetOf),
    };
  }

  #historyOf(kept: Kept): History<Drawn> | null {
    const strokes = kept.strokes.map(pointsOf);
    const sheetOf = (sheet: KeptSheet): Drawn | null => {
      const drawn: DrawingSheet = {
        kind: "drawing",
        strokes: placesOf(sheet).map((place) => strokes[place]!),
      };
      return this.notes.withNote(drawn, "note" in sheet ? sheet.note : undefined);
    };
    const [past, future] = [kept.past.map(sheetOf), kept.future.map(sheetOf)];
    const present = sheetOf(kept.present);
    const isWhole = (sheets: readonly (Drawn | null)[]): sheets is Drawn[] => !sheets.includes(null);
    return present && isWhole(past) && isWhole(future) ? { past, present, future } : null;
  }
}

/** The drawings of single digits, which hold nothing but strokes. */
export const keptDrawings = new KeptHistory<Sheet, DrawingSheet>("digit-reader.drawing", padSize, {
  noteOf: () => undefined,
  withNote: (drawing, note) => (note === undefined ? drawing : null),
});

/** The history as if no picture had come: as pixels, one would fill the storage by itself. */
function withoutPictures<Laid extends Sheet, Drawn extends Laid & DrawingSheet>({
  past,
  present,
  future,
}: History<Laid>): History<Drawn> {
  const drawingsOf = (sheets: readonly Laid[]) => sheets.filter((sheet): sheet is Drawn => !isPicture(sheet));
  const drawn = drawingsOf([...past, present]);
  return {
    past: drawn.slice(0, -1).slice(-maxSteps),
    present: drawn.at(-1) ?? (blankSheet as Drawn),
    future: drawingsOf(future).slice(0, maxSteps),
  };
}

function placesOf(sheet: KeptSheet): readonly number[] {
  return "note" in sheet ? sheet.strokes : sheet;
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

function isKept(value: unknown, maxWidth: number): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { strokes, past, present, future } = value as Record<keyof Kept, unknown>;
  if (!isListOf(strokes, (stroke) => isStroke(stroke, maxWidth))) return false;
  const isPlaces = (sheet: unknown) => isListOf(sheet, (place) => isPlaceIn(place, strokes));
  const isSheet = (sheet: unknown) => isPlaces(isNoted(sheet) ? sheet.strokes : sheet);
  return isSheet(present) && [past, future].every((sheets) => isListOf(sheets, isSheet));
}

function isNoted(value: unknown): value is { readonly strokes: unknown } {
  return typeof value === "object" && value !== null && "note" in value && "strokes" in value;
}

function isStroke(value: unknown, maxWidth: number): value is readonly number[] {
  const isOnPad = (each: unknown, place: number) =>
    typeof each === "number" && each >= 0 && each <= (place % 2 ? padSize : maxWidth);
  return isListOf(value, isOnPad) && value.length > 0 && value.length % 2 === 0;
}

function isPlaceIn(value: unknown, list: readonly unknown[]): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < list.length;
}

function isListOf<Item>(
  value: unknown,
  isItem: (each: unknown, place: number) => boolean,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

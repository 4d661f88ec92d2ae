import type { DrawingSheet } from "../sheet";
import { KeptHistory } from "../kept-history";
import { maxLineWidth } from "./line-size";
import type { Corrections } from "./number-line";
import type { NumberSheet } from "./number-sheet";

type DrawnNumber = DrawingSheet & NumberSheet;

/** The drawings of numbers, with what was said of them. */
export const keptNumbers = new KeptHistory<NumberSheet, DrawnNumber>("digit-reader.number", maxLineWidth, {
  noteOf: ({ corrections }) => corrections,
  withNote(drawing, corrections) {
    if (corrections === undefined) return drawing;
    if (!isCorrections(corrections)) return null;
    // Older versions of the page kept nothing of marks.
    return { ...drawing, corrections: { ...corrections, marks: corrections.marks ?? null } };
  },
});

function isCorrections(value: unknown): value is Corrections {
  if (!isObject(value)) return false;
  const { spans, digits, standing, marks } = value;
  return (
    (spans === null || isListOf(spans, hasNumbers("from", "to", "count"))) &&
    isListOf(digits, (each) => each === null || isDigit(each)) &&
    isListOf(standing, (each) => isObject(each) && isCharacter(each["character"]) && isBox(each["box"])) &&
    (marks === undefined || marks === null || isListOf(marks, isKeptMark))
  );
}

const isBox = hasNumbers("x", "y", "width", "height");

function isKeptMark(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { said, read } = value;
  return (said === null || isCharacter(said)) && isMarkReading(read);
}

function isMarkReading(value: unknown): boolean {
  if (!isObject(value) || !hasNumbers("place", "confidence")(value)) return false;
  const { mark, box, span } = value;
  return isCharacter(mark) && isBox(box) && (span === null || hasNumbers("from", "to")(span));
}

const isCharacter = (value: unknown) => typeof value === "string" && value.length === 1;

function hasNumbers(...names: readonly string[]): (value: unknown) => boolean {
  return (value) => isObject(value) && names.every((name) => Number.isFinite(value[name]));
}

function isDigit(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9;
}

function isListOf(value: unknown, isItem: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

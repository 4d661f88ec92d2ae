/** What lies on the line: ink or a picture, and what a person has said of it. */
import { type DrawingSheet, type PictureSheet, type Sheet } from "../sheet";
import { type Corrections, uncorrected } from "./number-line";

export type NumberSheet = (DrawingSheet | PictureSheet) & { readonly corrections?: Corrections };

export function correctionsOf(sheet: NumberSheet): Corrections {
  return sheet.corrections ?? uncorrected;
}

/** The same ink, corrected. */
export function withCorrections(sheet: NumberSheet, corrections: Corrections): NumberSheet {
  return { ...sheet, corrections };
}

/** Tells whether two sheets are read alike: the same ink, cut alike. */
export function isReadAlike(one: NumberSheet, other: NumberSheet): boolean {
  return inkOf(one) === inkOf(other) && correctionsOf(one).spans === correctionsOf(other).spans;
}

/** What a number began with, by which it is the same number with more ink, less ink or corrections; null of a blank sheet. */
export function originOf(sheet: Sheet): object | null {
  return sheet.kind === "picture" ? sheet.file : (sheet.strokes[0] ?? null);
}

function inkOf(sheet: NumberSheet): object {
  return sheet.kind === "picture" ? sheet.file : sheet.strokes;
}

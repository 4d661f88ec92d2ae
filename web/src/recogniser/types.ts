/** The words of the domain, shared by every stage and by those who call the library. */

/** A grid, what the model sees of a digit, is this many pixels wide and high. */
export const gridSide = 28;
export const gridLength = gridSide * gridSide;

/** The digits 0 to 9: as many answers as the model has. */
export const digitCount = 10;

/** A place of the pen, in any unit that a drawing keeps to; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** The places of the pen from touch-down to lift; a single point is a dot. */
export type Stroke = readonly Point[];

export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** Pen width in the strokes' units: what is smaller than two of it is a dot or a slip; any stroke may be a digit if absent. */
  readonly width?: number;
}

export type Source = Blob | ImageData | ImageBitmap | Drawing;

/** Pixels as a canvas gives them: row-major RGBA, 0 to 255, colours not multiplied by alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A part of a picture as pixels, and where it lies: pixel (x, y) is (left + x / scale, top + y / scale) in the picture. */
export interface PictureView {
  readonly pixels: Pixels;
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Where paper ends: it lies where normalX * x + normalY * y >= at, in a picture's own pixels; the normal's length is 1. */
export interface PaperEdge {
  readonly normalX: number;
  readonly normalY: number;
  readonly at: number;
}

/** Greyscale ink, row-major: 0 = paper, 1 = ink. A drawing and a photograph are the same from here on. */
export interface InkImage {
  readonly width: number;
  readonly height: number;
  /** height x width values, 0 to 1. */
  readonly ink: Float32Array;
}

/** Half of an 8-bit picture's faintest grey: whatever is fainter is no ink. */
export const faintestInk = 1 / 510;

/** Ink, and where it lies: pixel (x, y) of the image is (left + x / scale, top + y / scale) in the source. */
export interface PlacedInk {
  readonly image: InkImage;
  readonly left: number;
  readonly top: number;
  /** Pixels of the image for each of the source's units. */
  readonly scale: number;
  /** Ink of a smaller side than this, in the image's pixels, isn't enlarged to a digit's size; 0 where any ink may be a digit. */
  readonly leastSide: number;
}

/** What is looked for in a picture: one digit, a line of digits, or all that there is. */
export type Wanted = "digit" | "line" | "sheet";

/** A rectangle in the source's own units: a picture's pixels, a drawing's coordinates. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From where to where something reaches, in any unit. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Ink of a line that is never taken apart: strokes of a drawing, runs of a picture's pixels. */
export interface Piece<Ink> extends Bounds {
  readonly ink: readonly Ink[];
}

/** A line's ink, taken apart. */
export interface Pieces<Ink> {
  /** In the line's order. */
  readonly pieces: readonly Piece<Ink>[];
  /** How much ink holds what lies before each piece to it and what lies behind: cut strokes count 1 for each pen's width. */
  readonly ties: readonly number[];
}

/** Why a digit is refused.
 * - `too-little-ink`: its ink is no more than a dot: without strokes, or smaller than two pens' widths.
 * - `between-digits`: its probabilities lie nearer to a half for each of the two highest than to a tenth for all ten.
 * - `no-digit`: they lie nearer to a tenth for all, which is what the model says of what is none; or each digit of a number
 *   could be one, but together they look like no number. */
export type DigitDoubt = "too-little-ink" | "between-digits" | "no-digit";

/** Why a reading isn't sure: the reason of its first digit that is refused, or one of a whole number.
 * - `no-number`: what is written looks more like anything else, or none of its several digits like one or like two.
 * - `unexpected`: nothing that it may be fits what is expected.
 * - `too-many-digits`: each was read, but numbers have at most twelve.
 * - `parted-number`: each was read, on a sheet, but they stand so far apart that they may be two numbers or lack a digit.
 * - `uncertain-number`: each was read, but together they are too improbable.
 * - `disagreement`: seen as a whole, the line most probably says something else than cut into digits, or the picture of a
 *   digit something else than that digit. */
export type Doubt =
  | DigitDoubt
  | "no-number"
  | "unexpected"
  | "too-many-digits"
  | "parted-number"
  | "uncertain-number"
  | "disagreement";

export interface DigitReading {
  /** 0 to 9, or null where the recogniser refuses to say. */
  readonly digit: number | null;
  /** Why it refuses; null where it says. */
  readonly doubt: DigitDoubt | null;
  /** Calibrated probability of the most probable digit, 0 to 1. */
  readonly confidence: number;
  /** Calibrated probabilities of the digits 0 to 9; they sum to 1. */
  readonly probabilities: readonly number[];
  readonly box: Box;
  /** 28 x 28, row-major, 0 = paper, 1 = ink: what the model saw. */
  readonly grid: Float32Array;
  /** The pieces of ink that it was read from; { from: 0, to: 1 } where a single digit is read. */
  readonly span: Span;
}

/** A mark of a number: a point, a comma, a dash, a slash, a colon, a percent sign, a plus sign or a parenthesis. */
export interface MarkReading {
  readonly mark: string;
  /** Its place in the reading's text. */
  readonly place: number;
  /** Probability that it stands there, as the line net has it, 0 to 1. */
  readonly confidence: number;
  readonly box: Box;
  /** The pieces of ink that it was read from; null where its ink is in none, as a point's seldom is. */
  readonly span: Span | null;
}

export interface Reading {
  /** Digits and marks as written, '?' where something is refused; '' where there is no ink. */
  readonly text: string;
  /** Whether every digit was read and none was refused, and nothing else doubts it: `doubt` lists what may. */
  readonly sure: boolean;
  /** Why it isn't sure, of a sheet by the first cell that isn't; null where it is. */
  readonly doubt: Doubt | null;
  /** Calibrated probability that the whole text is right, refused digits being what they most probably are: of a line as
   * it reads at a glance, times what all views hold of its least certain digit; 1 where there is no ink. */
  readonly probability: number;
  readonly digits: readonly DigitReading[];
  /** The marks between a number's digits, from left to right; none where there is none. */
  readonly marks: readonly MarkReading[];
  /** What else a number may be, the most probable first; none of a single digit, whose probabilities tell it. */
  readonly alternatives: readonly Alternative[];
  /** A sheet's rows from top to bottom, each from left to right: lines, and grids with all their cells, one grid after the
   * other. `text` has them with tabs and newlines between. Empty unless a sheet is read. */
  readonly rows: readonly (readonly CellReading[])[];
  /** Where something stands on a sheet that could be read as no number: words, for the most part. In a grid it leaves its cell
   * blank; what stands about grids counts only if it is as large as what is written in them. Absent where there is none. */
  readonly unread?: readonly Box[];
  /** What was seen, where that is asked for and there is any. */
  readonly ink?: SeenInk;
}

/** The reading of what holds no ink. */
export const noReading: Reading = {
  text: "",
  sure: true,
  doubt: null,
  probability: 1,
  digits: [],
  marks: [],
  alternatives: [],
  rows: [],
};

/** A number on a sheet, or a cell of its grid: what a Reading says of a line. A blank cell has no text and no digits. */
export interface CellReading extends Pick<
  Reading,
  "text" | "sure" | "doubt" | "probability" | "digits" | "marks" | "alternatives"
> {
  /** Its bounds in the picture's pixels. */
  readonly box: Box;
  /** Who made its ink; of a blank cell a hand. */
  readonly origin: Origin;
}

/** Who made what is read: somebody's hand, or a press. */
export type Origin = "hand" | "print";

/** The ink that was read: cleaned, and of a sheet straightened. Its pixel (x, y) shows the place
 * (left + x / scale, top + y / scale) turned by the angle about the source's middle: half a picture's width and height, and
 * [0, 0] of a drawing, which is never turned. */
export interface SeenInk extends Pick<PlacedInk, "image" | "left" | "top" | "scale"> {
  /** Radians, clockwise as people see it. */
  readonly angle: number;
}

export interface Alternative {
  readonly text: string;
  /** Where its marks would stand, from left to right. */
  readonly marks: readonly MarkReading[];
  /** What each of its digits would be read from: by these the number can be read again so. */
  readonly spans: readonly Span[];
  /** Calibrated, 0 to 1. */
  readonly probability: number;
}

/** Consecutive pieces of ink, from `from` up to and not including `to`, in the line's order: the same source is always cut
 * into the same pieces. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Pieces that somebody says hold exactly so many digits. */
export interface SpanToRead extends Span {
  readonly count: number;
}

export type Backend = "wasm" | "cpu";

/** A single digit, a line of one to twelve, or a picture of several lines or a grid. */
export type ReadMode = "digit" | "number" | "sheet";

/** What a number may be: digits alone, an amount such as -1,234.50 or 45%, a date such as 12/05/2024, any, a mask in which #
 * stands for a digit and each mark for itself, such as ##/##/####, or anything with no other marks than those listed. */
export type Expected = "digits" | "amount" | "date" | "any" | (string & {}) | { readonly marks: string };

export interface ReadOptions {
  /** A single digit if absent. */
  readonly mode?: ReadMode;
  /** How a number that was read before is to be cut, by the spans of its digits: each is read as so many digits, and pieces
   * outside them all are dropped. They stand in the line's order and don't overlap. */
  readonly spans?: readonly SpanToRead[];
  /** What a number may be: the most probable text that fits is read; anything where absent. */
  readonly expect?: Expected;
  /** Whether the reading is to hold the ink as well. */
  readonly withInk?: boolean;
  /** Told how far a sheet is read, again and again; what it throws is the page's to hear. */
  readonly onProgress?: (progress: Progress) => void;
  /** Calls the reading off: it is rejected with the signal's reason, and a sheet's is ended. */
  readonly signal?: AbortSignal;
}

/** How far a sheet is read. */
export interface Progress {
  /** Of what may be numbers, how many are read already, and how many there are; both are 0 while the page is looked at. */
  readonly read: number;
  readonly of: number;
  /** What is read so far, row by row; a word that isn't told from a number yet may be among it. */
  readonly rows: Reading["rows"];
}

export type LayerKind = "convolution" | "pooling" | "averaging" | "flattening" | "dense";

/** A layer of the loaded model. */
export interface Layer {
  /** The trainer's name of it, such as conv1. */
  readonly name: string;
  readonly kind: LayerKind;
  /** Of its output for one digit: [height, width, channels], or [values]. */
  readonly shape: readonly number[];
  /** Weights and biases that it brings, with its batch normalisation folded into them. */
  readonly parameters: number;
}

/** What comes out of a layer for one digit. */
export interface Activation {
  /** The layer's name. */
  readonly layer: string;
  readonly shape: readonly number[];
  /** Row-major: height x width x channels, or the values as they are. */
  readonly values: Float32Array;
}

export interface LoadOptions {
  /** Folder of an exported model, ending in a slash; the site's own compact model if absent. */
  readonly modelUrl?: string | URL;
  /** Where absent: wasm, and cpu where wasm can't be had. */
  readonly backend?: Backend;
}

export interface Recogniser {
  /** Folder of the loaded model, ending in a slash: its figures and plots lie there too. */
  readonly modelUrl: string;
  /** The backend that reads. */
  readonly backend: Backend;
  /** The loaded model's layers, from the first that sees the ink to the logits. */
  readonly layers: readonly Layer[];
  /** @throws UnreadableSourceError where the source can't be read
   * @throws RangeError where the mode is unknown or not for drawings, or the spans don't fit the source
   * @throws UnsupportedModeError where a number or a sheet is asked of a model that reads single digits only
   * @throws ModelLoadError where what reads pictures and numbers can't be had */
  read(source: Source, options?: ReadOptions): Promise<Reading>;
  /** n x 784 grids (0 = paper, 1 = ink, row-major) to n x 10 calibrated probabilities. */
  classify(grids: Float32Array): Promise<Float32Array>;
  /** One grid of 784 (0 = paper, 1 = ink, row-major) to what each layer makes of it, in the layers' order. */
  activations(grid: Float32Array): Promise<readonly Activation[]>;
  /** Ends the worker; readings under way are rejected. */
  dispose(): void;
}

/** Why a source can't be read; people are told in the page's own words. */
export type UnreadableReason =
  "empty" | "format" | "heif" | "damaged" | "too-many-bytes" | "too-many-pixels" | "strokes";

export class UnreadableSourceError extends Error {
  override readonly name = "UnreadableSourceError";
  constructor(
    readonly reason: UnreadableReason,
    message: string,
  ) {
    super(message);
  }
}

/** The loaded model can't read in this mode: it reads single digits only. */
export class UnsupportedModeError extends Error {
  override readonly name = "UnsupportedModeError";
}

/** The model, its contract or its runtime can't be had; loading again may succeed. */
export class ModelLoadError extends Error {
  override readonly name: string = "ModelLoadError";
}

/** A number that was read, and what a person says of it. */
import type {
  Alternative,
  Box,
  DigitReading,
  Doubt,
  MarkReading,
  Reading,
  SpanToRead,
} from "../../recogniser/index";

export interface Corrections {
  /** How the line is cut, where a person has said so; null leaves it to the recogniser. */
  readonly spans: readonly SpanToRead[] | null;
  /** The digits that a person has said, by their place in the number; null where nothing was said. */
  readonly digits: readonly (number | null)[];
  /** What was said before more ink came: digits by where they stand. */
  readonly standing: readonly StandingDigit[];
  /** The marks of a line that a person has cut in another way: what is read by spans are its digits alone. */
  readonly marks?: readonly MarkReading[];
}

export interface StandingDigit {
  readonly box: Box;
  readonly digit: number;
}

export const uncorrected: Corrections = { spans: null, digits: [], standing: [] };

/** A digit of a number. */
export interface LineDigit {
  /** A digit, or "?" where the recogniser refuses and nobody has said what it is. */
  readonly text: string;
  /** What a person says it is; null where they haven't. */
  readonly said: number | null;
  readonly read: DigitReading;
}

/** A mark between a number's digits. */
export interface LineMark {
  readonly text: string;
  /** How many digits stand before it. */
  readonly before: number;
  readonly read: MarkReading;
}

/** A number as it stands: read, and corrected. */
export interface NumberLine {
  readonly digits: readonly LineDigit[];
  readonly marks: readonly LineMark[];
  readonly text: string;
  /** Whether nobody needs to check it. */
  readonly sure: boolean;
  /** Why somebody does; null where nobody does. */
  readonly doubt: Doubt | null;
  /** Whether a person has said what a digit of it is. */
  readonly isSaid: boolean;
  /** Calibrated probability that what was read is right. */
  readonly probability: number;
  /** What else it may be, while nobody has said anything of its digits. */
  readonly alternatives: readonly Alternative[];
  readonly spans: Corrections["spans"];
}

/** No number. */
export const emptyLine: NumberLine = {
  ...{
    digits: [],
    marks: [],
    text: "",
    sure: true,
    doubt: null,
    isSaid: false,
    probability: 1,
    alternatives: [],
    spans: null,
  },
};

/** What a person can say of a number: of one of its digits, by its place, or of the whole. */
export type Saying =
  | { readonly kind: "digit"; readonly place: number; readonly digit: number }
  | { readonly kind: "merge" | "split" | "drop"; readonly place: number }
  | { readonly kind: "number"; readonly alternative: Alternative };

/** The number that a reading and its corrections amount to. */
export function lineOf(
  reading: Pick<Reading, "text" | "digits" | "marks" | "sure" | "doubt" | "probability" | "alternatives">,
  corrections: Corrections,
): NumberLine {
  const digits = reading.digits.map((read, place): LineDigit => {
    const said = corrections.digits[place] ?? standingAt(read.box, corrections.standing);
    return { text: `${said ?? read.digit ?? "?"}`, said, read };
  });
  const isSaid = digits.some(({ said }) => said !== null);
  const marks = corrections.marks ? standingAmong(digits, corrections.marks) : betweenDigits(reading.marks);
  // Of what nothing fits that is expected a reading has no digits, but says so.
  const text = digits.length > 0 ? woven(digits, marks) : reading.text;
  return {
    digits,
    marks,
    text,
    // Whoever has said what a digit is has looked at the number.
    sure: (reading.sure || isSaid) && !text.includes("?"),
    doubt: (isSaid ? null : reading.doubt) ?? doubtOfFirst(digits),
    isSaid,
    probability: reading.probability,
    alternatives: isSaid ? [] : reading.alternatives.filter((other) => other.text !== text && isPlain(other)),
    spans: corrections.spans,
  };
}

/** Whether it holds digits alone: where another text's marks stand isn't told. */
const isPlain = ({ text }: Alternative) => /^[\d?]*$/.test(text);

const markOf = (read: MarkReading, before: number): LineMark => ({ text: read.mark, before, read });

/** Marks as they were read with the digits. */
function betweenDigits(marks: readonly MarkReading[]): readonly LineMark[] {
  return marks.map((read, index) => markOf(read, read.place - index));
}

/** Marks between digits that stand where they do now. */
function standingAmong(digits: readonly LineDigit[], marks: readonly MarkReading[]): readonly LineMark[] {
  const middle = ({ x, width }: Box) => x + width / 2;
  return marks.map((read) =>
    markOf(read, digits.filter((digit) => middle(digit.read.box) < middle(read.box)).length),
  );
}

/** Digits and marks as they are written. */
function woven(digits: readonly LineDigit[], marks: readonly LineMark[]): string {
  const marksBefore = (place: number) =>
    marks.filter(({ before }) => before === place).map(({ text }) => text);
  return [...digits.map((digit, place) => [...marksBefore(place), digit.text]), marksBefore(digits.length)]
    .flat()
    .join("");
}

/** Why the first digit is refused of which nobody has said what it is; null where there is none. */
function doubtOfFirst(digits: readonly LineDigit[]): Doubt | null {
  return digits.find(({ text }) => text === "?")?.read.doubt ?? null;
}

/** The corrections of a number of which something more is said; the same digits are said of the rest. */
export function corrected(line: NumberLine, saying: Saying): Corrections {
  switch (saying.kind) {
    case "digit": {
      const digits = line.digits.map(({ said }, place) => (place === saying.place ? saying.digit : said));
      return { spans: line.spans, digits, standing: [], ...(line.spans && marksOf(line)) };
    }
    case "number": {
      const { text, spans } = saying.alternative;
      return { spans: spans.map((span) => ({ ...span, count: 1 })), digits: digitsOf(text), standing: [] };
    }
    default:
      return recut(line, saying);
  }
}

/** The line cut in another way at a place, and nothing said yet of what that gives. */
function recut(
  line: NumberLine,
  { kind, place }: Exclude<Saying, { kind: "digit" | "number" }>,
): Corrections {
  const cuts = line.digits.map(({ read, said }): Cut => ({ span: { ...read.span, count: 1 }, said: [said] }));
  const { from } = cuts[place]!.span;
  const [before, after] = [cuts.slice(0, place), cuts.slice(kind === "merge" ? place + 2 : place + 1)];
  const changed: Readonly<Record<typeof kind, () => readonly Cut[]>> = {
    merge: () => [{ span: { from, to: cuts[place + 1]!.span.to, count: 1 }, said: [null] }],
    split: () => [{ span: { ...cuts[place]!.span, count: 2 }, said: [null, null] }],
    drop: () => [],
  };
  const all = [...before, ...changed[kind](), ...after];
  // What stands between two that are one is no mark.
  const isKept = (mark: LineMark) => kind !== "merge" || mark.before !== place + 1;
  return {
    spans: all.map(({ span }) => span),
    digits: all.flatMap(({ said }) => said),
    standing: [],
    ...marksOf({ ...line, marks: line.marks.filter(isKept) }),
  };
}

/** A line's marks, for when its digits alone are read again. */
function marksOf({ marks }: Pick<NumberLine, "marks">): Pick<Corrections, "marks"> {
  return marks.length > 0 ? { marks: marks.map(({ read }) => read) } : {};
}

function digitsOf(text: string): (number | null)[] {
  return [...text].map((each) => (each === "?" ? null : Number(each)));
}

/** Corrections of a number that gets more ink: the line may be cut in another way, but its digits stand where they stood. */
export function afterMoreInk({ digits }: NumberLine): Corrections {
  const standing = digits.flatMap(({ said, read }) =>
    said === null ? [] : [{ box: read.box, digit: said }],
  );
  return standing.length === 0 ? uncorrected : { ...uncorrected, standing };
}

export function canMerge(line: NumberLine, place: number): boolean {
  return place >= 0 && place + 1 < line.digits.length;
}

/** Tells whether a digit's ink is cut into pieces, and so may be two. */
export function canSplit(line: NumberLine, place: number): boolean {
  const span = line.digits[place]?.read.span;
  return span !== undefined && span.to - span.from >= 2;
}

/** The place of the digit that the recogniser is least sure of; -1 where there is none. */
export function leastSure({ digits }: NumberLine): number {
  const doubts = digits.map(({ said, read }) => (said === null ? read.confidence : 1));
  return doubts.indexOf(Math.min(...doubts));
}

interface Cut {
  readonly span: SpanToRead;
  readonly said: readonly (number | null)[];
}

/** The same ink has the same box, but for what rounding does to it. */
const tolerance = 0.01;

function standingAt(box: Box, standing: Corrections["standing"]): number | null {
  const sides = ["x", "y", "width", "height"] as const;
  const isSame = (other: Box) => sides.every((side) => Math.abs(box[side] - other[side]) < tolerance);
  return standing.find((each) => isSame(each.box))?.digit ?? null;
}

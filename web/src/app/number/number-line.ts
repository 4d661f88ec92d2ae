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
  /** How the line is cut into digits, where a person has said so; null leaves it to the recogniser. */
  readonly spans: readonly SpanToRead[] | null;
  /** The digits that a person has said, by their place among the digits; null where nothing was said. */
  readonly digits: readonly (number | null)[];
  /** The marks, where a person has changed them or how the line is cut; null leaves them to the recogniser. */
  readonly marks: readonly KeptMark[] | null;
  /** What was said before more ink came: digits and marks by where they stand. */
  readonly standing: readonly StandingCharacter[];
}

export interface StandingCharacter {
  readonly box: Box;
  readonly character: string;
}

export const uncorrected: Corrections = { spans: null, digits: [], marks: null, standing: [] };

/** A mark as it was read, and what a person says it is; null where they haven't. */
export interface KeptMark {
  readonly said: string | null;
  readonly read: MarkReading;
}

/** A digit of a number. */
export interface LineDigit {
  readonly kind: "digit";
  /** A digit, or "?" where the recogniser refuses and nobody has said what it is. */
  readonly text: string;
  /** What a person says it is; null where they haven't. */
  readonly said: number | null;
  readonly read: DigitReading;
}

/** A mark of a number. */
export interface LineMark extends KeptMark {
  readonly kind: "mark";
  readonly text: string;
}

export type LineCharacter = LineDigit | LineMark;

/** A number as it stands: read, and corrected. */
export interface NumberLine {
  /** Its digits and marks as they are written. */
  readonly characters: readonly LineCharacter[];
  readonly digits: readonly LineDigit[];
  readonly marks: readonly LineMark[];
  readonly text: string;
  /** Whether nobody needs to check it. */
  readonly sure: boolean;
  /** Why somebody does; null where nobody does. */
  readonly doubt: Doubt | null;
  /** Whether a person has said what a digit or a mark of it is. */
  readonly isSaid: boolean;
  /** Calibrated probability that what was read is right. */
  readonly probability: number;
  /** What else it may be, while nobody has said anything of its digits. */
  readonly alternatives: readonly Alternative[];
  /** What a person has said of its cuts and marks. */
  readonly own: Pick<Corrections, "spans" | "marks">;
}

/** No number. */
export const emptyLine: NumberLine = {
  ...{
    characters: [],
    digits: [],
    marks: [],
    text: "",
    sure: true,
    doubt: null,
    isSaid: false,
    probability: 1,
    alternatives: [],
    own: uncorrected,
  },
};

/** What a person can say of a number: of one of its characters, by its place, or of the whole. */
export type Saying =
  | { readonly kind: "character"; readonly place: number; readonly character: string }
  | { readonly kind: "merge" | "split" | "drop"; readonly place: number }
  | { readonly kind: "number"; readonly alternative: Alternative };

/** The number that a reading and its corrections amount to. */
export function lineOf(
  reading: Pick<Reading, "text" | "digits" | "marks" | "sure" | "doubt" | "probability" | "alternatives">,
  corrections: Corrections,
): NumberLine {
  const { digits, marks, own } = withStanding(
    reading.digits.map((read, place) => digitOf(read, corrections.digits[place] ?? null)),
    corrections.marks ?? reading.marks.map((read) => ({ said: null, read })),
    corrections,
  );
  const characters = corrections.marks ? sideBySide(digits, marks) : asWritten(digits, marks);
  const isSaid = characters.some(({ said }) => said !== null);
  // Of what nothing fits that is expected a reading has no digits, but says so.
  const text = characters.length > 0 ? characters.map((each) => each.text).join("") : reading.text;
  return {
    characters,
    digits,
    marks,
    text,
    // Whoever has said what a digit is has looked at the number.
    sure: (reading.sure || isSaid) && !text.includes("?"),
    doubt: (isSaid ? null : reading.doubt) ?? doubtOfFirst(digits),
    isSaid,
    probability: reading.probability,
    alternatives: isSaid ? [] : reading.alternatives.filter((other) => other.text !== text),
    own,
  };
}

function digitOf(read: DigitReading, said: number | null): LineDigit {
  return { kind: "digit", text: `${said ?? read.digit ?? "?"}`, said, read };
}

function markOf({ said, read }: KeptMark): LineMark {
  return { kind: "mark", text: said ?? read.mark, said, read };
}

/** Digits and marks with what was said of them before more ink came; a digit may have been said to be a mark. */
function withStanding(
  digits: readonly LineDigit[],
  marks: readonly KeptMark[],
  corrections: Corrections,
): Pick<NumberLine, "digits" | "marks" | "own"> {
  if (corrections.standing.length === 0) return { digits, marks: marks.map(markOf), own: corrections };
  const said = (box: Box) => standingAt(box, corrections.standing);
  const isMark = ({ read }: LineDigit) => /\D/.test(said(read.box) ?? "");
  const left = digits
    .filter((digit) => !isMark(digit))
    .map((digit) => {
      const character = said(digit.read.box);
      return character === null ? digit : digitOf(digit.read, Number(character));
    });
  const kept = asWritten(digits, marks.map(markOf)).flatMap((each, place): KeptMark[] => {
    const character = said(each.read.box);
    const mark = character !== null && /\D/.test(character) ? character : null;
    if (each.kind === "mark") return [{ said: mark ?? each.said, read: each.read }];
    return mark === null ? [] : [{ said: mark, read: asMark(each.read, place, mark) }];
  });
  const own =
    left.length === digits.length
      ? corrections
      : { spans: left.map(({ read: { span } }) => ({ ...span, count: 1 })), marks: kept };
  return { digits: left, marks: kept.map(markOf), own };
}

/** Digits, and marks in the places in which they were read among them. */
function asWritten(digits: readonly LineDigit[], marks: readonly LineMark[]): readonly LineCharacter[] {
  const markAt = new Map(marks.map((mark) => [mark.read.place, mark]));
  let index = 0;
  return Array.from(
    { length: digits.length + marks.length },
    (_, place) => markAt.get(place) ?? digits[index++]!,
  );
}

/** Digits, and marks between those between which they stand on the paper. */
function sideBySide(digits: readonly LineDigit[], marks: readonly LineMark[]): readonly LineCharacter[] {
  const middle = ({ x, width }: Box) => x + width / 2;
  const isBefore = (digit: LineDigit, mark: LineMark) => middle(digit.read.box) < middle(mark.read.box);
  const before = marks.map((mark) => digits.filter((digit) => isBefore(digit, mark)).length);
  const marksBefore = (place: number) => marks.filter((_, index) => before[index] === place);
  return [...digits.flatMap((digit, place) => [...marksBefore(place), digit]), ...marksBefore(digits.length)];
}

/** Why the first digit is refused of which nobody has said what it is; null where there is none. */
function doubtOfFirst(digits: readonly LineDigit[]): Doubt | null {
  return digits.find(({ text }) => text === "?")?.read.doubt ?? null;
}

/** The corrections of a number of which something more is said; the same is said of the rest. */
export function corrected(line: NumberLine, saying: Saying): Corrections {
  if (saying.kind === "number") return correctionsInto(saying.alternative);
  const { place } = saying;
  const own = line.characters[place]!;
  const parts = line.characters.map(partOf);
  switch (saying.kind) {
    case "character":
      return correctionsTo(line, replaced(parts, place, 1, saidToBe(own, place, saying.character)));
    case "merge": {
      const last = nextInked(line, place);
      const span = { from: own.read.span!.from, to: line.characters[last]!.read.span!.to, count: 1 };
      // What stands between two that are one is no mark.
      return correctionsTo(line, replaced(parts, place, last - place + 1, { span, said: [null] }));
    }
    case "split":
      return correctionsTo(
        line,
        replaced(parts, place, 1, { span: { ...own.read.span!, count: 2 }, said: [null, null] }),
      );
    case "drop":
      return correctionsTo(line, replaced(parts, place, 1));
  }
}

/** A list with others in the place of so many of its items. */
export function replaced<Item>(
  items: readonly Item[],
  place: number,
  count: number,
  ...others: readonly Item[]
): readonly Item[] {
  return [...items.slice(0, place), ...others, ...items.slice(place + count)];
}

/** So many digits of a line, and what is said of them. */
interface Cut {
  readonly span: SpanToRead;
  readonly said: readonly (number | null)[];
}

type Part = Cut | KeptMark;

function partOf(character: LineCharacter): Part {
  if (character.kind === "mark") return { said: character.said, read: character.read };
  return { span: { ...character.read.span, count: 1 }, said: [character.said] };
}

/** What a person says that a character is: a digit of its ink, or a mark. */
function saidToBe({ read }: LineCharacter, place: number, character: string): Part {
  const digit = "0123456789".indexOf(character);
  if (digit >= 0) return { span: { ...read.span!, count: 1 }, said: [digit] };
  return { said: character, read: asMark(read, place, character) };
}

/** What was read as a mark, or what is one though it was read as a digit. */
export function asMark(read: DigitReading | MarkReading, place: number, mark: string): MarkReading {
  if ("mark" in read) return read;
  return { mark, place, confidence: 0, box: read.box, span: read.span };
}

/** The corrections that make a line of these parts. */
function correctionsTo({ digits, marks, own }: NumberLine, parts: readonly Part[]): Corrections {
  const cuts = parts.filter((part): part is Cut => "span" in part);
  const kept = parts.filter((part): part is KeptMark => "read" in part);
  const isCutAlike =
    cuts.length === digits.length && cuts.every(({ span }, index) => isOf(span, digits[index]!));
  const isMarkedAlike =
    kept.length === marks.length && kept.every(({ said }, index) => said === marks[index]!.said);
  return {
    // What is cut as it was needs no other reading.
    spans: isCutAlike ? own.spans : cuts.map(({ span }) => span),
    digits: cuts.flatMap(({ said }) => said),
    marks: isCutAlike && isMarkedAlike ? own.marks : kept,
    standing: [],
  };
}

function isOf({ from, to, count }: SpanToRead, { read: { span } }: LineDigit): boolean {
  return count === 1 && from === span.from && to === span.to;
}

/** The corrections that make a line another text. */
function correctionsInto({ text, spans, marks }: Alternative): Corrections {
  return {
    spans: spans.map((span) => ({ ...span, count: 1 })),
    digits: [...text]
      .filter((each) => /[\d?]/.test(each))
      .map((each) => (each === "?" ? null : Number(each))),
    marks: marks.map((read) => ({ said: null, read })),
    standing: [],
  };
}

/** Corrections of a number that gets more ink: the line may be cut in another way, but what was said stands where it stood. */
export function afterMoreInk({ characters }: Pick<NumberLine, "characters">): Corrections {
  const standing = characters.flatMap(({ said, read }) =>
    said === null ? [] : [{ box: read.box, character: `${said}` }],
  );
  return standing.length === 0 ? uncorrected : { ...uncorrected, standing };
}

/** Corrections of a number whose newest ink isn't read yet, of which something is said that stands where it is shown. */
export function saidBeforehand(
  { standing }: Corrections,
  { read: { box } }: LineCharacter,
  character: string,
): Corrections {
  return { ...uncorrected, standing: [...standing.filter((each) => !isAt(box, each)), { box, character }] };
}

/** The place of the next character that has ink of its own; -1 where there is none. */
export function nextInked({ characters }: NumberLine, place: number): number {
  return characters.findIndex(({ read }, index) => index > place && read.span !== null);
}

/** The place of the last character before that has ink of its own; -1 where there is none. */
export function previousInked({ characters }: NumberLine, place: number): number {
  return characters
    .slice(0, Math.max(0, place))
    .map(({ read }) => read.span !== null)
    .lastIndexOf(true);
}

/** Tells whether a character may be one digit with the next. */
export function canMerge(line: NumberLine, place: number): boolean {
  return canBeDigit(line, place) && nextInked(line, place) > place;
}

/** Tells whether a character has ink that may be a digit. */
export function canBeDigit({ characters }: NumberLine, place: number): boolean {
  return !!characters[place]?.read.span;
}

/** Tells whether a character's ink is cut into pieces, and so may be two digits. */
export function canSplit({ characters }: NumberLine, place: number): boolean {
  const span = characters[place]?.read.span;
  return !!span && span.to - span.from >= 2;
}

/** What was read as a digit at a place; null where nothing was, or a mark. */
export function digitAt({ characters }: NumberLine, place: number): DigitReading | null {
  const character = characters[place];
  return character?.kind === "digit" ? character.read : null;
}

/** The place of the digit that the recogniser is least sure of; -1 where there is none. */
export function leastSure({ characters, digits }: NumberLine): number {
  const doubts = digits.map(({ said, read }) => (said === null ? read.confidence : 1));
  const least = digits[doubts.indexOf(Math.min(...doubts))];
  return least ? characters.indexOf(least) : -1;
}

/** The same ink has the same box, but for what rounding does to it. */
const tolerance = 0.01;

function standingAt(box: Box, standing: Corrections["standing"]): string | null {
  return standing.find((each) => isAt(box, each))?.character ?? null;
}

function isAt(box: Box, { box: other }: StandingCharacter): boolean {
  const sides = ["x", "y", "width", "height"] as const;
  return sides.every((side) => Math.abs(box[side] - other[side]) < tolerance);
}

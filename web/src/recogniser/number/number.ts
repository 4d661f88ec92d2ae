/** Reads a line of digits and marks: pieces of ink -> candidates -> grids -> probabilities -> what it may say, as its cuts and
 * the line net have it -> the most probable text, whose digits are then judged by all views. */
import { boundsOf } from "../bounds";
import type { LineClassifier } from "../classifier";
import type { Contract } from "../contract";
import { doubtOfDigit, doubtOfNumber } from "../doubt";
import { expectationOf, type Expectation } from "../line/expected";
import type { ViewWeights } from "../line/line-contract";
import type { LineNet, SeenLine } from "../line/line-net";
import { marksOf } from "../line/marks";
import { stripOfDrawing, stripOfInk } from "../line/strip";
import { inkOfPicture } from "../picture/picture";
import { seenInk } from "../placed-ink";
import { rasterise } from "../rasterise";
import {
  noReading,
  UnsupportedModeError,
  type DigitReading,
  type Expected,
  type PlacedInk,
  type ReadOptions,
  type Reading,
  type Source,
  type Span,
  type SpanToRead,
} from "../types";
import {
  digitFeatures,
  lineFeatures,
  shapeFeatures,
  weighed,
  type NumberFits,
  type NumberWeights,
} from "./features";
import { glanceAt, lookedAt, type Glanced, type Looked } from "./glance";
import {
  hypothesesOf,
  likely,
  numberShareOf,
  type Hypothesis,
  type Likely,
  type SeenArc,
} from "./hypotheses";
import { lineOfDrawing, lineOfInk, type Line } from "./number-line";
import { findPaths, joined, type Paths } from "./paths";
import { candidateOf, candidatesOf, describeLine, type Candidate } from "./segment";

/** What reads lines. */
export interface LineReader {
  readonly classifier: LineClassifier;
  readonly fits: NumberFits;
  /** Sees lines as wholes; null where there is none: then marks aren't told from digits. */
  readonly lineNet: LineNet | null;
}

/** What somebody says of a line. */
export interface WantedOfLine {
  readonly spans?: readonly SpanToRead[] | undefined;
  readonly expect?: Expected | undefined;
  /** Whether what the line net holds for a word isn't cut: on a page there are many. */
  readonly skipsWords?: boolean | undefined;
}

type GlancedArc = Glanced & SeenArc;

/** What a digit's probability counts as at least: its logarithm is to be finite. */
const leastProbability = 1e-9;
/** Candidates whose shape and place speak more against them aren't looked at. */
const leastShape = -9;
/** What is a number with less probability than this, to the line net alone, is a word: two thirds of the words are, and 2 of
 * 1,000 numbers. */
const leastNumber = 0.03;
/** Numbers of more digits are none that anybody writes in one line here. */
const mostDigits = 12;
const mostAlternatives = 5;
/** The cuts' view alone. */
const cutsAlone = { cuts: 1, line: 0, form: 0, mark: 0, other: 0 };

/** What a contract holds for numbers.
 * @throws UnsupportedModeError where it holds nothing */
export function fitsOf({ architecture, seams, numbers }: Contract): NumberFits {
  if (!seams || !numbers) {
    throw new UnsupportedModeError(
      `The model ${architecture} reads single digits only: expected mode "digit", or another model.`,
    );
  }
  return { seams, ...numbers };
}

/** Read a line of 1 to 12 digits and the marks between them, cut as it is said or as it reads best; of more digits none is
 * called sure.
 * @throws UnreadableSourceError
 * @throws RangeError where the spans don't fit */
export async function readNumber(
  reader: LineReader,
  source: Source,
  { spans, expect, withInk = false }: Pick<ReadOptions, "spans" | "expect" | "withInk"> = {},
): Promise<Reading> {
  const wanted = { spans, expect };
  if (!("strokes" in source)) {
    const placed = await inkOfPicture(source, "line");
    return { ...(await readInk(reader, placed, wanted)), ...seenInk(placed, withInk) };
  }
  const line = lineOfDrawing(source);
  // Spans cut the line, whatever it looks like as a whole.
  const seen = spans ? null : await seenBy(reader, stripOfDrawing(source), expect);
  const reading = await readLine(reader, line, "drawn", seen, wanted);
  return withInk ? { ...reading, ...seenInk(rasterise(source), true) } : reading;
}

/** Read a line of a picture's ink, cut as it is said or as it reads best.
 * @throws RangeError where the spans don't fit */
export async function readInk(
  reader: LineReader,
  placed: PlacedInk,
  wanted: WantedOfLine = {},
): Promise<Reading> {
  const seen = wanted.spans ? null : await seenBy(reader, stripOfInk(placed), wanted.expect);
  if (seen && wanted.skipsWords && numberShareOf(seen) < leastNumber) return word;
  return readLine(reader, lineOfInk(placed, reader.fits.seams), "pictured", seen, wanted);
}

/** A line as the line net sees it; null where there is none.
 * @throws RangeError where nobody can tell what is expected */
export async function seenBy(
  { lineNet }: LineReader,
  strip: PlacedInk,
  expected: Expected = "any",
): Promise<SeenLine | null> {
  return lineNet && lineNet.read(strip, expectationOf(expected).mayBegin);
}

/** Read a line, cut as it is said or as it reads best.
 * @throws RangeError where the spans don't fit */
export async function readLine(
  { classifier, fits, lineNet }: LineReader,
  line: Line,
  kind: "drawn" | "pictured",
  seen: SeenLine | null,
  wanted: WantedOfLine = {},
): Promise<Reading> {
  const expectation = expectationOf(wanted.expect ?? "any");
  const spans = wanted.spans && checkSpans(wanted.spans, line.pieces.length);
  if (line.pieces.length === 0 || spans?.length === 0) return noReading;
  const alone = { ...cutsAlone, sureFrom: fits[kind].sureFrom };
  if (spans) {
    const told = await toldSpans(classifier, line, fits[kind], spans);
    return toReading(classifier, { ...line, isCrossed: false }, null, told, alone);
  }
  const arcs = await arcsOf(classifier, line, everywhere(line, fits[kind]), fits[kind]);
  const views = lineNet?.contract.views[kind] ?? alone;
  const texts = likely(suppose(line, arcs, fits[kind], seen, expectation), views);
  return toReading(classifier, line, seen, texts, views);
}

/** All that a line may say, as its candidates and the line net have it. */
function suppose(
  line: Line,
  arcs: readonly GlancedArc[],
  weights: NumberWeights,
  seen: SeenLine | null,
  expectation: Expectation,
): readonly Hypothesis<GlancedArc>[] {
  const nonsense = weighed(lineFeatures, describeLine(line, line.height), weights.nonsense);
  return hypothesesOf(line, arcs, findPaths(arcs, wholeOf(line.pieces)), nonsense, seen, expectation);
}

/** All that a line may say, for the trainer to weigh the two views by. */
export async function hypothesesFor(
  { classifier, fits }: LineReader,
  line: Line,
  kind: "drawn" | "pictured",
  seen: SeenLine | null,
): Promise<readonly Hypothesis<unknown>[]> {
  const arcs = await arcsOf(classifier, line, everywhere(line, fits[kind]), fits[kind]);
  return suppose(line, arcs, fits[kind], seen, expectationOf("any"));
}

/** What a line may say whose digits stand in these spans. */
async function toldSpans(
  classifier: LineClassifier,
  line: Line,
  weights: NumberWeights,
  spans: readonly SpanToRead[],
): Promise<readonly Likely<GlancedArc>[]> {
  const candidates = spans.flatMap((span) => within(line, span));
  const { paths, total } = pathsOfSpans(await arcsOf(classifier, line, candidates, weights), spans);
  return paths.map((path) => ({
    ...{ text: path.text, parts: path.arcs, isAgreed: true },
    ...{ cuts: path.total - total, probability: Math.exp(path.total - total) },
  }));
}

const wholeOf = (pieces: readonly unknown[]): Span => ({ from: 0, to: pieces.length });

/** What may be a digit, if nobody says where digits are. */
function everywhere(line: Line, { features }: NumberWeights): readonly Candidate[] {
  return candidatesOf(line, line.height, wholeOf(line.pieces)).filter(
    ({ from, to, shape }) => to === from + 1 || weighed(shapeFeatures, shape, features) > leastShape,
  );
}

/** What may be a digit within a span that is said to hold so many. */
function within(line: Line, { from, to, count }: SpanToRead): readonly Candidate[] {
  const longest = to - from - count + 1;
  const spans: Span[] = [];
  for (let start = from; start < to; start++) {
    for (let end = start + 1; end <= Math.min(to, start + longest); end++)
      spans.push({ from: start, to: end });
  }
  return spans
    .filter((span) => count > 1 || span.to - span.from === longest)
    .map((span) => candidateOf(line, line.height, span));
}

async function arcsOf(
  classifier: Pick<LineClassifier, "glance">,
  line: Line,
  candidates: readonly Candidate[],
  weights: NumberWeights,
): Promise<readonly GlancedArc[]> {
  const glanced = await glanceAt(classifier, line, candidates);
  return glanced.map((one) => ({
    ...one,
    ...boundsOf(line.pieces.slice(one.from, one.to)),
    logs: one.judgement.probabilities.map((probability) => Math.log(probability + leastProbability)),
    scores: scoresOf(one, weights),
  }));
}

/** The logarithm of how well each digit fits a candidate. */
function scoresOf({ features, judgement }: Glanced, weights: NumberWeights): readonly number[] {
  const shape = weighed(digitFeatures, features, weights.features);
  return judgement.probabilities.map(
    (probability) => shape + weights.digit * Math.log(probability + leastProbability),
  );
}

/** The most probable texts of spans that follow each other. */
function pathsOfSpans(arcs: readonly GlancedArc[], spans: readonly SpanToRead[]): Paths<GlancedArc> {
  const none: Paths<GlancedArc> = { paths: [{ text: "", total: 0, best: 0, arcs: [] }], total: 0 };
  return spans.reduce((before, span) => joined(before, pathsWithin(arcs, span, span.count)), none);
}

/** The most probable texts of the pieces within a span, of exactly so many digits where a count is given. */
function pathsWithin(arcs: readonly GlancedArc[], span: Span, count?: number): Paths<GlancedArc> {
  const own = arcs.filter(({ from, to }) => from >= span.from && to <= span.to);
  return findPaths(own, span, count);
}

/** A digit of a text, as all views have it. */
interface SeenDigit {
  readonly reading: DigitReading;
  /** What all views hold of the text's digit, which was read at a glance: 0 to 1. */
  readonly agreement: number;
}

/** A text's digits, judged by all views; what is none of them, an `x`, is refused. */
async function readDigits(
  classifier: LineClassifier,
  line: Line,
  { text, parts }: Likely<GlancedArc>,
): Promise<readonly SeenDigit[]> {
  const seen = parts.flatMap((part, place): (Looked & { readonly character: string })[] => {
    const character = text[place]!;
    if (!part || !/[\dx]/.test(character)) return [];
    return [{ ...("judgement" in part ? part : lookedAt(line, part)), character }];
  });
  const judgements = await classifier.judge(seen.map(({ grid }) => grid));
  return seen.map(({ from, to, box, grid, isDot, character }, index) => {
    const judged = judgements[index]!;
    const judgement = character === "x" ? { ...judged, digit: null } : judged;
    const doubt = character === "x" ? "no-digit" : doubtOfDigit(judgement, isDot);
    return {
      reading: { ...judgement, doubt, box, grid, span: { from, to } },
      agreement: judgement.probabilities[Number(character)] ?? 0,
    };
  });
}

/** What all views hold of the digit that they hold least of, of those that aren't refused. */
function leastAgreement(seen: readonly SeenDigit[]): number {
  const read = seen.filter(({ reading }) => reading.doubt === null);
  return Math.min(1, ...read.map(({ agreement }) => agreement));
}

/** The reading of the most probable of several texts. A text is as probable as the two views have it, by candidates that were
 * judged at a glance, times what all views hold of the digit that they agree to least. */
async function toReading(
  classifier: LineClassifier,
  line: Line,
  seen: SeenLine | null,
  texts: readonly Likely<GlancedArc>[],
  { sureFrom }: Pick<ViewWeights, "sureFrom">,
): Promise<Reading> {
  const isNumber = texts[0]!.text !== "";
  if (!isNumber && texts.length === 1) return nothingExpected;
  // Where all together are no number, nobody knows which of them is a digit: what they would be is shown, refused.
  const best = isNumber ? texts[0]! : bestOfCuts(texts);
  const digits = await readDigits(classifier, line, best);
  const agreement = leastAgreement(digits);
  const readings = digits.map(({ reading }): DigitReading =>
    isNumber ? reading : { ...reading, digit: null, doubt: reading.doubt ?? "no-digit" },
  );
  const marks = seen && isNumber ? marksOf(best, line, seen) : [];
  const text = written(best.text, readings, marks);
  const probability = best.probability * agreement;
  const doubt = doubtOfNumber(
    readings.map((digit) => digit.doubt),
    {
      isNumber: isNumber && !line.isCrossed,
      isShort: readings.length <= mostDigits,
      isProbable: probability >= sureFrom,
      isAgreed: best.isAgreed,
    },
  );
  const alternatives = texts
    .filter(
      (other) => other !== best && other.text !== "" && !other.text.includes("x") && other.text !== text,
    )
    .slice(0, mostAlternatives)
    .map((other) => ({
      text: other.text,
      marks: seen ? marksOf(other, line, seen) : [],
      spans: other.parts.flatMap((part) => (part && "judgement" in part ? [spanOf(part)] : [])),
      probability: other.probability * agreement,
    }));
  return {
    ...{ text, sure: doubt === null, doubt, probability, digits: readings, marks, alternatives, rows: [] },
  };
}

/** Of what is no number. */
const word: Reading = { ...noReading, text: "?", sure: false, doubt: "no-number", probability: 0 };

/** Of what nothing fits that is expected. */
const nothingExpected: Reading = {
  ...noReading,
  text: "?",
  sure: false,
  doubt: "unexpected",
  probability: 0,
};

/** The most probable of those that are made of digits alone, as the cuts have it. */
function bestOfCuts(texts: readonly Likely<GlancedArc>[]): Likely<GlancedArc> {
  const plain = texts.filter(({ text }) => /^\d+$/.test(text));
  const ofDigits = plain.length > 0 ? plain : texts.filter(({ text }) => text !== "");
  return ofDigits.reduce((best, each) => (each.cuts > best.cuts ? each : best));
}

const spanOf = ({ from, to }: Span): Span => ({ from, to });

/** Digits and marks in their places. */
function written(text: string, digits: readonly DigitReading[], marks: Reading["marks"]): string {
  const byPlace = new Map(marks.map((each) => [each.place, each.mark]));
  let index = 0;
  return Array.from(text, (_, place) => byPlace.get(place) ?? digits[index++]?.digit ?? "?").join("");
}

/** The spans as they are, if so many pieces can be read as they say.
 * @throws RangeError */
function checkSpans(spans: readonly SpanToRead[], pieces: number): readonly SpanToRead[] {
  if (!Array.isArray(spans)) throw new RangeError("Expected spans as a list of { from, to, count }.");
  let end = 0;
  for (const span of spans) {
    const { from, to, count } = span ?? {};
    const said = `{ from: ${from}, to: ${to}, count: ${count} }`;
    if (![from, to, count].every(Number.isSafeInteger) || from < end || to > pieces || count < 1) {
      throw new RangeError(
        `Expected spans in order, of pieces from ${end} to ${pieces} and 1 digit or more, got ${said}.`,
      );
    }
    if (to - from < count) throw new RangeError(`Expected a piece or more for each digit, got ${said}.`);
    end = to;
  }
  return spans;
}

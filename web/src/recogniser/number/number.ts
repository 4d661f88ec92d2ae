/** Reads a line of digits: pieces of ink -> candidates -> grids -> probabilities -> the most probable number, whose digits
 * are then judged by all views. */
import type { Judgement, LineClassifier } from "../classifier";
import type { Contract } from "../contract";
import { doubtOfDigit, doubtOfNumber } from "../doubt";
import { normalise } from "../normalise";
import { inkOfPicture } from "../picture/picture";
import { inSource, seenInk } from "../placed-ink";
import { rasterise } from "../rasterise";
import {
  gridLength,
  noReading,
  UnsupportedModeError,
  type Box,
  type DigitReading,
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
  type DigitFeature,
  type JudgementFeature,
  type LineFit,
  type Named,
  type NumberFits,
  type NumberWeights,
} from "./features";
import { lineOfDrawing, lineOfInk, type Line } from "./number-line";
import { addLogs, findPaths, joined, type Arc, type Path, type Paths } from "./paths";
import { candidateOf, candidatesOf, describeLine, type Candidate } from "./segment";

/** A candidate and what the model says of it at a glance. */
export interface Glanced extends Span {
  readonly grid: Float32Array;
  readonly box: Box;
  readonly isDot: boolean;
  readonly judgement: Judgement;
  readonly features: Named<DigitFeature>;
}

type GlancedArc = Glanced & Arc;

/** What a digit's probability counts as at least: its logarithm is to be finite. */
const leastProbability = 1e-9;
/** Candidates whose shape and place speak more against them aren't looked at. */
const leastShape = -9;
/** Numbers of more digits are none that anybody writes in one line here. */
const mostDigits = 12;
const mostAlternatives = 5;

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

/** Read a line of 1 to 12 digits, cut as it is said or as it reads best; of more digits none is called sure.
 * @throws UnreadableSourceError
 * @throws RangeError where the spans don't fit */
export async function readNumber(
  classifier: LineClassifier,
  fits: NumberFits,
  source: Source,
  { spans, withInk = false }: Pick<ReadOptions, "spans" | "withInk"> = {},
): Promise<Reading> {
  if (!("strokes" in source)) {
    const placed = await inkOfPicture(source, "line");
    const line = lineOfInk(placed, fits.seams);
    return { ...(await readLine(classifier, line, fits.pictured, spans)), ...seenInk(placed, withInk) };
  }
  const reading = await readLine(classifier, lineOfDrawing(source), fits.drawn, spans);
  return withInk ? { ...reading, ...seenInk(rasterise(source), true) } : reading;
}

/** Read a line, cut as it is said or as it reads best.
 * @throws RangeError where the spans don't fit */
export async function readLine(
  classifier: LineClassifier,
  line: Line,
  weights: LineFit,
  wanted?: readonly SpanToRead[],
): Promise<Reading> {
  const spans = wanted && checkSpans(wanted, line.pieces.length);
  if (line.pieces.length === 0 || spans?.length === 0) {
    return noReading;
  }
  const glanced = await glanceAt(
    classifier,
    line,
    spans ? spans.flatMap((span) => within(line, span)) : everywhere(line, weights),
  );
  const arcs = glanced.map((one): GlancedArc => ({ ...one, scores: scoresOf(one, weights) }));
  const paths = spans ? pathsOfSpans(arcs, spans) : findPaths(arcs, wholeOf(line.pieces));
  const seen = await readDigits(classifier, paths.paths[0]!);
  const { sureFrom } = weights;
  if (spans)
    return toReading(paths, seen, { nonsense: -Infinity, isNumber: true, isCrossed: false, sureFrom });
  const nonsense = nonsenseOf(line, line.pieces, weights);
  const isNumber = nonsense <= paths.total || isSureWithoutOne(line, arcs, seen, weights);
  return toReading(paths, seen, { nonsense, isNumber, isCrossed: line.isCrossed, sureFrom });
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

/** What the model says of candidates, all asked at once. */
export async function glanceAt(
  classifier: Pick<LineClassifier, "glance">,
  line: Line,
  candidates: readonly Candidate[],
): Promise<readonly Glanced[]> {
  const grids = new Float32Array(candidates.length * gridLength);
  const placed = candidates.map((span, index) => {
    const ink = line.inkOf(span);
    const { grid, box, isDot } = normalise(ink.image, ink.leastSide)!;
    grids.set(grid, index * gridLength);
    return { box: inSource(box, ink), isDot };
  });
  const judgements = await classifier.glance(grids);
  return candidates.map((candidate, index) => {
    const judgement = judgements[index]!;
    const features = { ...candidate.shape, ...seenOf(judgement) };
    const grid = grids.slice(index * gridLength, (index + 1) * gridLength);
    return { from: candidate.from, to: candidate.to, features, judgement, grid, ...placed[index]! };
  });
}

/** What a judgement says of whether a candidate is a digit at all. */
function seenOf({ confidence, digit }: Judgement): Named<JudgementFeature> {
  return {
    logConfidence: Math.log(confidence),
    refused: Number(digit === null),
    logDoubt: Math.log(1.01 - confidence),
    lowConfidence: Math.max(0, 0.5 - confidence),
  };
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

/** A digit of a path, as all views have it. */
interface SeenDigit {
  readonly reading: DigitReading;
  /** What all views hold of the path's digit, which was read at a glance: 0 to 1. */
  readonly agreement: number;
}

/** The digits of a path, judged by all views. */
async function readDigits(
  classifier: LineClassifier,
  { text, arcs }: Path<GlancedArc>,
): Promise<readonly SeenDigit[]> {
  const grids = new Float32Array(arcs.length * gridLength);
  arcs.forEach(({ grid }, index) => grids.set(grid, index * gridLength));
  const judgements = await classifier.judge(grids);
  return arcs.map(({ from, to, box, grid, isDot }, index) => {
    const judgement = judgements[index]!;
    const doubt = doubtOfDigit(judgement, isDot);
    return {
      reading: { ...judgement, doubt, box, grid, span: { from, to } },
      agreement: judgement.probabilities[Number(text[index])]!,
    };
  });
}

/** The logarithm of what speaks for pieces of a line being no number. */
function nonsenseOf(line: Line, pieces: Line["pieces"], { nonsense }: NumberWeights): number {
  return weighed(lineFeatures, describeLine({ ...line, pieces }, line.height), nonsense);
}

/** Whether just one digit of a line is refused, a doodle among them, and the others, read by themselves, are a sure number. */
function isSureWithoutOne(
  line: Line,
  arcs: readonly GlancedArc[],
  seen: readonly SeenDigit[],
  weights: LineFit,
): boolean {
  const others = seen.filter(({ reading }) => reading.doubt === null);
  if (others.length < 2 || others.length !== seen.length - 1) return false;
  const { from, to } = seen.find(({ reading }) => reading.doubt !== null)!.reading.span;
  const before = pathsWithin(arcs, { from: 0, to: from });
  const { paths, total } = joined(before, pathsWithin(arcs, { from: to, to: line.pieces.length }));
  const pieces = [...line.pieces.slice(0, from), ...line.pieces.slice(to)];
  const all = addLogs(total, nonsenseOf(line, pieces, weights));
  return Math.exp(paths[0]!.total - all) * leastAgreement(others) >= weights.sureFrom;
}

/** What all views hold of the digit that they hold least of, of those that aren't refused. */
function leastAgreement(seen: readonly SeenDigit[]): number {
  const read = seen.filter(({ reading }) => reading.doubt === null);
  return Math.min(1, ...read.map(({ agreement }) => agreement));
}

/** What is known of a line as a whole. */
interface Whole {
  /** The logarithm of what speaks for its being no number. */
  readonly nonsense: number;
  readonly isNumber: boolean;
  readonly isCrossed: boolean;
  readonly sureFrom: number;
}

/** The reading of the most probable path, of all that the line may be. A text is as probable as its path, which was found at
 * a glance, times what all views hold of the digit that they agree to least. */
function toReading(
  { paths, total }: Paths<GlancedArc>,
  seen: readonly SeenDigit[],
  { nonsense, isNumber, isCrossed, sureFrom }: Whole,
): Reading {
  // Where all together are no number, as in a word, nobody knows which of them is a digit.
  const digits = seen.map(({ reading }): DigitReading =>
    isNumber ? reading : { ...reading, digit: null, doubt: reading.doubt ?? "no-digit" },
  );
  const text = digits.map(({ digit }) => digit ?? "?").join("");
  const all = addLogs(total, nonsense);
  const [first, ...others] = paths.map(({ text, total, arcs }) => ({
    text,
    spans: arcs.map(({ from, to }) => ({ from, to })),
    probability: Math.exp(total - all) * leastAgreement(seen),
  }));
  const { probability } = first!;
  const doubt = doubtOfNumber(
    digits.map((digit) => digit.doubt),
    {
      isNumber: isNumber && !isCrossed,
      isShort: digits.length <= mostDigits,
      isProbable: probability >= sureFrom,
    },
  );
  const alternatives = others.filter((other) => other.text !== text).slice(0, mostAlternatives);
  return { text, sure: doubt === null, doubt, probability, digits, alternatives, rows: [] };
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

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

/** A candidate and what the model says of it. */
export interface Judged extends Span {
  readonly grid: Float32Array;
  readonly box: Box;
  readonly isDot: boolean;
  readonly judgement: Judgement;
  readonly features: Named<DigitFeature>;
}

type JudgedArc = Judged & Arc;

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
  const judged = await judge(
    classifier,
    line,
    spans ? spans.flatMap((span) => within(line, span)) : everywhere(line, weights),
  );
  const arcs = judged.map((one): JudgedArc => ({ ...one, scores: scoresOf(one, weights) }));
  const paths = spans ? pathsOfSpans(arcs, spans) : findPaths(arcs, wholeOf(line.pieces));
  const digits = await readDigits(classifier, paths.paths[0]!);
  if (spans) return toReading(paths, digits, -Infinity, { isNumber: true, sureFrom: weights.sureFrom });
  const nonsense = nonsenseOf(line, line.pieces, weights);
  const isNumber = nonsense <= paths.total || isSureWithoutOne(line, paths.paths[0]!, digits, weights);
  return toReading(paths, digits, nonsense, {
    isNumber: isNumber && !line.isCrossed,
    sureFrom: weights.sureFrom,
  });
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
export async function judge(
  classifier: Pick<LineClassifier, "glance">,
  line: Line,
  candidates: readonly Candidate[],
): Promise<readonly Judged[]> {
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
function scoresOf({ features, judgement }: Judged, weights: NumberWeights): readonly number[] {
  const shape = weighed(digitFeatures, features, weights.features);
  return judgement.probabilities.map(
    (probability) => shape + weights.digit * Math.log(probability + leastProbability),
  );
}

/** The most probable texts of spans that follow each other. */
function pathsOfSpans(judged: readonly JudgedArc[], spans: readonly SpanToRead[]): Paths<JudgedArc> {
  const none: Paths<JudgedArc> = { paths: [{ text: "", total: 0, best: 0, arcs: [] }], total: 0 };
  return spans.reduce((before, span) => {
    const own = judged.filter(({ from, to }) => from >= span.from && to <= span.to);
    return joined(before, findPaths(own, span, span.count));
  }, none);
}

/** The digits of a path, judged by all views. */
async function readDigits(
  classifier: LineClassifier,
  { text, arcs }: Path<JudgedArc>,
): Promise<readonly DigitReading[]> {
  const grids = new Float32Array(arcs.length * gridLength);
  arcs.forEach(({ grid }, index) => grids.set(grid, index * gridLength));
  const judgements = await classifier.judge(grids);
  return arcs.map(({ from, to, box, grid, isDot }, index): DigitReading => {
    const judgement = judgements[index]!;
    const doubt = doubtOfDigit(judgement, isDot);
    const digit = Number(text[index]);
    const confidence = judgement.probabilities[digit]!;
    const span = { from, to };
    return { ...judgement, digit: doubt === null ? digit : null, doubt, confidence, box, grid, span };
  });
}

/** The logarithm of what speaks for pieces of a line being no number. */
function nonsenseOf(line: Line, pieces: Line["pieces"], { nonsense }: NumberWeights): number {
  return weighed(lineFeatures, describeLine({ ...line, pieces }, line.height), nonsense);
}

/** Whether one digit of a path is refused, a doodle among them, and the others would be a sure number by themselves. */
function isSureWithoutOne(
  line: Line,
  { text, arcs }: Path<JudgedArc>,
  digits: readonly DigitReading[],
  weights: LineFit,
): boolean {
  const read = digits.flatMap(({ doubt }, index) => (doubt === null ? [index] : []));
  if (read.length < 2 || read.length < digits.length - 1) return false;
  const total = read.reduce((sum, index) => sum + arcs[index]!.scores[Number(text[index])]!, 0);
  const pieces = read.flatMap((index) => line.pieces.slice(arcs[index]!.from, arcs[index]!.to));
  const nonsense = nonsenseOf(line, pieces, weights);
  const probability = Math.exp(total - addLogs(total, nonsense));
  return probability * leastConfidence(read.map((index) => digits[index]!)) >= weights.sureFrom;
}

const leastConfidence = (digits: readonly DigitReading[]) =>
  Math.min(...digits.map(({ confidence }) => confidence));

/** What is known of a line as a whole. */
interface Whole {
  readonly isNumber: boolean;
  readonly sureFrom: number;
}

/** The reading of the most probable path, of all that the line may be. It is as probable as that it is cut so, and as its
 * least certain digit: a way to cut it is chosen at a glance, and no surer than what all views say. */
function toReading(
  { paths, total }: Paths<JudgedArc>,
  seen: readonly DigitReading[],
  nonsense: number,
  { isNumber, sureFrom }: Whole,
): Reading {
  const all = addLogs(total, nonsense);
  const [first, ...others] = paths.map(({ text, total, arcs }) => ({
    text,
    arcs,
    probability: Math.exp(total - all),
  }));
  // Where all together are no number, as in a word, nobody knows which of them is a digit.
  const digits = isNumber
    ? seen
    : seen.map((digit) => ({ ...digit, digit: null, doubt: digit.doubt ?? "no-digit" }));
  const probability = first!.probability * leastConfidence(seen);
  const doubt = doubtOfNumber(
    digits.map((digit) => digit.doubt),
    { isNumber, isShort: digits.length <= mostDigits, isProbable: probability >= sureFrom },
  );
  return {
    text: digits.map(({ digit }) => digit ?? "?").join(""),
    sure: doubt === null,
    doubt,
    probability,
    digits,
    alternatives: others.slice(0, mostAlternatives).map(({ text, arcs, probability }) => ({
      text,
      spans: arcs.map(({ from, to }) => ({ from, to })),
      probability,
    })),
    rows: [],
  };
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

/** Reads a line of digits: pieces of ink -> candidates -> grids -> probabilities -> the most probable number. */
import type { Classifier, Judgement } from "../classifier";
import { doubtOfDigit, doubtOfNumber } from "../doubt";
import { normalise } from "../normalise";
import { inkOfPicture } from "../picture/picture";
import { inSource, seenInk } from "../placed-ink";
import { rasterise } from "../rasterise";
import {
  gridLength,
  type Box,
  type DigitDoubt,
  type DigitReading,
  type ReadOptions,
  type Reading,
  type Source,
  type Span,
  type SpanToRead,
} from "../types";
import { lineOfDrawing, lineOfInk, type Line } from "./number-line";
import { addLogs, findPaths, joined, type Arc, type Paths } from "./paths";
import { candidateOf, candidatesOf, inkedLength, type Candidate } from "./segment";

/** A candidate and what the model says of it. */
export interface Judged extends Arc {
  readonly grid: Float32Array;
  readonly box: Box;
  readonly judgement: Judgement;
  /** Why it is refused by itself; null where it is read. */
  readonly doubt: DigitDoubt | null;
  readonly features: readonly number[];
}

/** Candidates whose shape and place speak more against them aren't looked at. */
const leastShape = -9;
/** A number is called sure from this probability on: of our own, written as hastily as anybody does, 98% of those are right,
 * and of the right ones 80% are sure. */
const sureFrom = 0.97;
/** Numbers of more digits are none that anybody writes in one line here. */
const mostDigits = 12;
const mostAlternatives = 5;

/** Read a line of 1 to 12 digits, cut as it is said or as it reads best; of more digits none is called sure.
 * @throws UnreadableSourceError
 * @throws RangeError where the spans don't fit */
export async function readNumber(
  classifier: Classifier,
  source: Source,
  { spans, withInk = false }: Pick<ReadOptions, "spans" | "withInk"> = {},
): Promise<Reading> {
  if (!("strokes" in source)) {
    const placed = await inkOfPicture(source, "line");
    return { ...(await readLine(classifier, lineOfInk(placed), spans)), ...seenInk(placed, withInk) };
  }
  const reading = await readLine(classifier, lineOfDrawing(source), spans);
  return withInk ? { ...reading, ...seenInk(rasterise(source), true) } : reading;
}

/** Read a line, cut as it is said or as it reads best.
 * @throws RangeError where the spans don't fit */
export async function readLine(
  classifier: Pick<Classifier, "judge">,
  line: Line,
  wanted?: readonly SpanToRead[],
): Promise<Reading> {
  const spans = wanted && checkSpans(wanted, line.pieces.length);
  if (line.pieces.length === 0 || spans?.length === 0) {
    return { text: "", sure: true, doubt: null, probability: 1, digits: [], alternatives: [], rows: [] };
  }
  const judged = await judge(
    classifier,
    line,
    spans ? spans.flatMap((span) => within(line, span)) : everywhere(line),
  );
  const paths = spans ? pathsOfSpans(judged, spans) : findPaths(judged, wholeOf(line.pieces));
  return toReading(paths, spans ? -Infinity : nonsenseOf(line), !spans && line.isCrossed);
}

const wholeOf = (pieces: readonly unknown[]): Span => ({ from: 0, to: pieces.length });

/** What may be a digit, if nobody says where digits are. */
function everywhere(line: Line): readonly Candidate[] {
  return candidatesOf(line, line.height, wholeOf(line.pieces)).filter(
    (candidate) => candidate.to === candidate.from + 1 || scoreOf(candidate.features, line) > leastShape,
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
  classifier: Pick<Classifier, "judge">,
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
  const judgements = await classifier.judge(grids);
  return candidates.map((candidate, index) => {
    const judgement = judgements[index]!;
    const seen = seenOf(judgement);
    const features = [...candidate.features, ...seen];
    const shape = scoreOf(features, line);
    const scores = judgement.probabilities.map(
      (probability) => shape + line.weights.digit * Math.log(probability + 1e-9),
    );
    const grid = grids.slice(index * gridLength, (index + 1) * gridLength);
    const { box, isDot } = placed[index]!;
    return { ...candidate, features, scores, judgement, doubt: doubtOfDigit(judgement, isDot), grid, box };
  });
}

/** What a judgement says of whether a candidate is a digit at all. */
function seenOf({ confidence, digit }: Judgement): readonly number[] {
  return [
    Math.log(confidence),
    Number(digit === null),
    Math.log(1.01 - confidence),
    Math.max(0, 0.5 - confidence),
  ];
}

function scoreOf(features: readonly number[], { weights }: Line): number {
  return features.reduce((sum, feature, index) => sum + feature * weights.features[index]!, 0);
}

/** The logarithm of what speaks for no number at all. */
function nonsenseOf(line: Line): number {
  const [itself, length] = line.weights.nonsense;
  return itself + length * inkedLength(line, line.height);
}

/** The most probable texts of spans that follow each other. */
function pathsOfSpans(judged: readonly Judged[], spans: readonly SpanToRead[]): Paths<Judged> {
  const none: Paths<Judged> = { paths: [{ text: "", total: 0, best: 0, arcs: [] }], total: 0 };
  return spans.reduce((before, span) => {
    const own = judged.filter(({ from, to }) => from >= span.from && to <= span.to);
    return joined(before, findPaths(own, span, span.count));
  }, none);
}

/** The reading of the most probable path, of all that the line may be. */
function toReading({ paths, total }: Paths<Judged>, nonsense: number, isCrossed: boolean): Reading {
  const all = addLogs(total, nonsense);
  const [first, ...others] = paths.map(({ text, total, arcs }) => ({
    text,
    arcs,
    probability: Math.exp(total - all),
  }));
  const isNonsense = nonsense > total && first!.arcs.every(({ doubt }) => doubt === null);
  const digits = first!.arcs.map(({ judgement, box, grid, from, to, ...arc }, index): DigitReading => {
    // Where each digit by itself may be one, but all together are none, nobody knows which is wrong.
    const doubt = isNonsense ? "no-digit" : arc.doubt;
    const digit = Number(first!.text[index]);
    const confidence = judgement.probabilities[digit]!;
    const span = { from, to };
    return { ...judgement, digit: doubt === null ? digit : null, doubt, confidence, box, grid, span };
  });
  const doubt = doubtOfNumber(
    digits.map((digit) => digit.doubt),
    {
      isNumber: !isCrossed && !isNonsense,
      isShort: digits.length <= mostDigits,
      isProbable: first!.probability >= sureFrom,
    },
  );
  return {
    text: digits.map(({ digit }) => digit ?? "?").join(""),
    sure: doubt === null,
    doubt,
    probability: first!.probability,
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

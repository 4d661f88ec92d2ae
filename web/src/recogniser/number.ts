/** Reads a line of digits: pieces of ink -> candidates -> grids -> probabilities -> the most probable number. */
import type { Classifier, Judgement } from "./classifier";
import { findComponents } from "./components";
import { inkOf, inkPieces } from "./ink-pieces";
import { boundsOf, lineHeight, withoutStrays } from "./line";
import { normalise } from "./normalise";
import { addLogs, findPaths, joined, type Arc, type Paths } from "./paths";
import { inkOfPicture } from "./picture";
import { inSource, seenInk } from "./placed-ink";
import { rasterise } from "./rasterise";
import { candidateOf, candidatesOf, inkedLength, type Candidate } from "./segment";
import { placedStroke, strokePieces } from "./stroke-pieces";
import {
  gridLength,
  type Bounds,
  type Box,
  type DigitReading,
  type Drawing,
  type PlacedInk,
  type Pieces,
  type ReadOptions,
  type Reading,
  type Source,
  type Span,
  type SpanToRead,
} from "./types";

/** What speaks for a candidate; the logarithm of each digit's probability comes with the first weight. */
export interface Weights {
  readonly digit: number;
  /** Of a candidate's features in their order, then of the logarithm of its most probable digit's probability, and of
   * the model's refusal. */
  readonly features: readonly number[];
  /** For what is no number at all: by itself, and for each digit's height that the line is long. */
  readonly nonsense: readonly [number, number];
  /** A number is called sure from this probability on. */
  readonly sureFrom: number;
}

/** A line of ink, cut into pieces. */
export interface Line extends Pieces<unknown> {
  readonly height: number;
  readonly weights: Weights;
  /** The ink of some consecutive pieces. */
  inkOf(span: Span): PlacedInk;
}

/** A candidate and what the model says of it. */
export interface Judged extends Arc {
  readonly grid: Float32Array;
  readonly box: Box;
  readonly judgement: Judgement;
  readonly features: readonly number[];
}

/** Fitted to numbers of our own synthesis, 750 drawn and 450 pictured: `python -m tests.bench.number_weights`. Of those kept
 * back that are called sure, all drawn ones were right, and 97% of the pictures, among which more overlap beyond reading. */
const drawn: Weights = {
  digit: 1.41,
  features: [0.28, -6.53, -0.06, -4.79, -0.68, -0.37, 0.25, 0.52, -3.51, 6.62, -0.67],
  nonsense: [-3.43, -4.28],
  sureFrom: 0.9,
};
const pictured: Weights = {
  digit: 2.48,
  features: [0.23, -5.83, 0.48, -4.3, -0.56, -1.08, -3.2, -1.28, -2.1, 4.6, 2.93],
  nonsense: [-6.93, -4.73],
  sureFrom: 0.95,
};
/** Half of what single digits are drawn at, in a third of the time: candidates are many. */
const candidateSidePx = 80;
/** Candidates whose shape and place speak more against them aren't looked at. */
const leastShape = -9;
/** Numbers of more digits are none that anybody writes in one line here. */
const mostDigits = 12;
/** What is in more pieces, or in more parts before it is cut, is no line of digits. */
const mostPieces = 96;
const mostParts = 500;
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
  classifier: Classifier,
  line: Line,
  wanted?: readonly SpanToRead[],
): Promise<Reading> {
  const spans = wanted && checkSpans(wanted, line.pieces.length);
  if (line.pieces.length === 0 || spans?.length === 0) {
    return { text: "", sure: true, probability: 1, digits: [], alternatives: [], rows: [] };
  }
  const judged = await judge(
    classifier,
    line,
    spans ? spans.flatMap((span) => within(line, span)) : everywhere(line),
  );
  const paths = spans ? pathsOfSpans(judged, spans) : findPaths(judged, wholeOf(line.pieces));
  return toReading(paths, spans ? -Infinity : nonsenseOf(line), line.weights);
}

/** A drawing as a line.
 * @throws UnreadableSourceError */
export function lineOfDrawing(drawing: Drawing): Line {
  // Says what is wrong with strokes, if anything is.
  rasterise(drawing);
  const { cut, height } = cutLine(
    drawing.strokes.map(placedStroke),
    ({ stroke }) => [stroke],
    (written, height) =>
      strokePieces(
        written.map(({ stroke }) => stroke),
        height,
      ),
  );
  const strokesOf = ({ from, to }: Span) => cut.pieces.slice(from, to).flatMap(({ ink }) => ink);
  return {
    ...cut,
    // A dot's is none.
    height: height || drawing.width || 1,
    weights: drawn,
    inkOf: (span) => rasterise({ ...drawing, strokes: strokesOf(span) }, candidateSidePx),
  };
}

/** A picture's ink as a line. */
export function lineOfInk(placed: PlacedInk): Line {
  const { cut, height } = cutLine(
    findComponents(placed.image),
    ({ runs }) => runs,
    (written, height) => inkPieces(placed.image, written, height),
  );
  return {
    ...cut,
    height,
    weights: pictured,
    inkOf: ({ from, to }) => {
      const own = cut.pieces.slice(from, to);
      const bounds = boundsOf(own);
      const image = inkOf(
        placed.image,
        own.flatMap(({ ink }) => ink),
        bounds,
      );
      return {
        ...placed,
        image,
        left: placed.left + bounds.left / placed.scale,
        top: placed.top + bounds.top / placed.scale,
      };
    },
  };
}

/** What is written, cut into pieces; all that there is as a single one where it is too much to be a line of digits. */
function cutLine<Part extends Bounds, Ink>(
  parts: readonly Part[],
  inkOfPart: (part: Part) => readonly Ink[],
  cut: (written: readonly Part[], height: number) => Pieces<Ink>,
): { readonly cut: Pieces<Ink>; readonly height: number } {
  const whole = { pieces: [{ ...boundsOf(parts), ink: parts.flatMap(inkOfPart) }], ties: [0] };
  if (parts.length > mostParts) return { cut: whole, height: lineHeight(whole.pieces) };
  const written = withoutStrays(parts);
  const height = lineHeight(written);
  const pieces = cut(written, height);
  return { cut: pieces.pieces.length > mostPieces ? whole : pieces, height };
}

const wholeOf = (pieces: readonly unknown[]): Span => ({ from: 0, to: pieces.length });

/** What may be a digit, if nobody says where digits are. */
export function everywhere(line: Line): readonly Candidate[] {
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
  classifier: Classifier,
  line: Line,
  candidates: readonly Candidate[],
): Promise<readonly Judged[]> {
  const grids = new Float32Array(candidates.length * gridLength);
  const boxes = candidates.map((span, index) => {
    const placed = line.inkOf(span);
    const { grid, box } = normalise(placed.image, placed.leastSide)!;
    grids.set(grid, index * gridLength);
    return inSource(box, placed);
  });
  const judgements = await classifier.judge(grids);
  return candidates.map((candidate, index) => {
    const judgement = judgements[index]!;
    const seen = [Math.log(Math.max(...judgement.probabilities)), Number(judgement.digit === null)];
    const features = [...candidate.features, ...seen];
    const shape = scoreOf(features, line);
    const scores = judgement.probabilities.map(
      (probability) => shape + line.weights.digit * Math.log(probability + 1e-9),
    );
    const grid = grids.slice(index * gridLength, (index + 1) * gridLength);
    return { ...candidate, features, scores, judgement, grid, box: boxes[index]! };
  });
}

function scoreOf(features: readonly number[], { weights }: Line): number {
  return features.reduce((sum, feature, index) => sum + feature * weights.features[index]!, 0);
}

/** The logarithm of what speaks for no number at all. */
function nonsenseOf({ pieces, height, weights: { nonsense } }: Line): number {
  return nonsense[0] + (nonsense[1] * inkedLength(pieces)) / height;
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
function toReading({ paths, total }: Paths<Judged>, nonsense: number, { sureFrom }: Weights): Reading {
  const all = addLogs(total, nonsense);
  const [first, ...others] = paths.map(({ text, total, arcs }) => ({
    text,
    arcs,
    probability: Math.exp(total - all),
  }));
  const isRead = first!.arcs.every(({ judgement }) => judgement.digit !== null);
  const digits = first!.arcs.map(({ judgement, box, grid, from, to }, index): DigitReading => {
    // Where each digit by itself may be one, but all together are none, nobody knows which is wrong.
    const isRefused = judgement.digit === null || (isRead && nonsense > total);
    const digit = Number(first!.text[index]);
    const confidence = judgement.probabilities[digit]!;
    return { ...judgement, digit: isRefused ? null : digit, confidence, box, grid, span: { from, to } };
  });
  const isWhole = digits.length <= mostDigits && digits.every(({ digit }) => digit !== null);
  return {
    text: digits.map(({ digit }) => digit ?? "?").join(""),
    sure: isWhole && first!.probability >= sureFrom,
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

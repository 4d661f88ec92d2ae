/** Reads a line of digits: pieces of ink -> candidates -> grids -> probabilities -> the most probable number. */
import type { Classifier } from "./classifier";
import { inkOf, inkPieces } from "./ink-pieces";
import { normalise } from "./normalise";
import { inkOfPicture, inSource } from "./picture";
import { rasterise } from "./rasterise";
import { strokePieces } from "./stroke-pieces";
import {
  gridLength,
  type DigitReading,
  type Drawing,
  type PlacedInk,
  type Reading,
  type Source,
  type Span,
  type SpanToRead,
} from "./types";

/** A line of ink, cut into pieces. */
interface Line {
  readonly pieces: readonly { readonly left: number; readonly right: number }[];
  /** The ink of some consecutive pieces. */
  inkOf(span: Span): PlacedInk;
}

/** Read a line of 1 to 12 digits, cut as it is said or as it reads best; of more digits none is called sure.
 * @throws RangeError where the spans don't fit */
export async function readNumber(
  classifier: Classifier,
  source: Source,
  wanted?: readonly SpanToRead[],
): Promise<Reading> {
  const line =
    "strokes" in source ? lineOfDrawing(source) : lineOfInk(await inkOfPicture(source, (ink) => ink));
  const spans = wanted ? checkSpans(wanted, line.pieces.length).flatMap(inEqualParts) : spansOf(line);
  const digits = await readDigits(classifier, line, spans);
  return {
    text: digits.map(({ digit }) => digit ?? "?").join(""),
    sure: digits.every(({ digit }) => digit !== null),
    probability: digits.reduce((product, { confidence }) => product * confidence, 1),
    digits,
    alternatives: [],
  };
}

function lineOfDrawing(drawing: Drawing): Line {
  // Says what is wrong with strokes, if anything is.
  rasterise(drawing);
  const pieces = strokePieces(drawing);
  return {
    pieces,
    inkOf: ({ from, to }) =>
      rasterise({ ...drawing, strokes: pieces.slice(from, to).flatMap(({ strokes }) => strokes) }),
  };
}

function lineOfInk(placed: PlacedInk): Line {
  const pieces = inkPieces(placed.image);
  return {
    pieces,
    inkOf: ({ from, to }) => {
      const { image, left, top } = inkOf(placed.image, pieces.slice(from, to));
      return {
        ...placed,
        image,
        left: placed.left + left / placed.scale,
        top: placed.top + top / placed.scale,
      };
    },
  };
}

/** Pieces that lie over each other by half of the narrower are a digit. */
function spansOf({ pieces }: Line): readonly Span[] {
  const spans: Span[] = [];
  let reach = -Infinity;
  pieces.forEach(({ left, right }, index) => {
    const last = spans.at(-1);
    if (last && reach - left > (right - left) / 2)
      spans[spans.length - 1] = { from: last.from, to: index + 1 };
    else spans.push({ from: index, to: index + 1 });
    reach = Math.max(reach, right);
  });
  return spans;
}

function inEqualParts({ from, to, count }: SpanToRead): readonly Span[] {
  const place = (part: number) => from + Math.round(((to - from) * part) / count);
  return Array.from({ length: count }, (_, part) => ({ from: place(part), to: place(part + 1) }));
}

/** The spans as they are, if so many pieces can be read as they say.
 * @throws RangeError */
function checkSpans(spans: readonly SpanToRead[], pieces: number): readonly SpanToRead[] {
  if (!Array.isArray(spans)) throw new RangeError("Expected spans as a list of { from, to, count }.");
  let end = 0;
  for (const { from, to, count } of spans) {
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

async function readDigits(
  classifier: Classifier,
  line: Line,
  spans: readonly Span[],
): Promise<readonly DigitReading[]> {
  const grids = new Float32Array(spans.length * gridLength);
  const boxes = spans.map((span, index) => {
    const placed = line.inkOf(span);
    const { grid, box } = normalise(placed.image, placed.leastSide)!;
    grids.set(grid, index * gridLength);
    return inSource(box, placed);
  });
  const judgements = await classifier.judge(grids);
  return spans.map((span, index) => {
    const grid = grids.slice(index * gridLength, (index + 1) * gridLength);
    return { ...judgements[index]!, box: boxes[index]!, grid, span };
  });
}

/** Finds the long thin lines of a picture: what its grids, boxes and rules are made of, bent, tilted and broken as they are.
 *
 * A line is the best way through the ink from row to row, where ink counts for it and paper against it: a path opening
 * (Talbot & Appleton, 2007) that bears gaps. */
import { faintestInk, type InkImage } from "../types";
import { transposed as transposedField } from "../windows";

/** A line from above to below: where its middle lies in each row, from row `from` on. */
export interface LongLine {
  readonly from: number;
  readonly middles: Float32Array;
  /** Pixels. */
  readonly thickness: number;
}

/** Ink counts for a line that lies so far beside it, in pixels. */
export const lineReach = 1;
/** What a pixel of paper counts against a line: of one that is broken, three fifths are left. */
const gapCost = 1.5;
/** What each step to the side counts against it: lines run straight, and ways from stroke to stroke don't. */
const sideCost = 0.5;
/** Paper between two ends that continue each other, as a share of the longer of their lines. */
const mostGap = 0.25;
/** How far, in rows, a line's slope is measured at its ends. */
const slopeReach = 40;
/** Middles are averaged so far to either side. */
const smoothingReach = 6;

/** The lines from above to below that are so long at least, and so thick at most, the longest first. */
export function findLongLines(image: InkImage, leastLength: number, mostThickness: number): LongLine[] {
  return joinedLines(findPieces(image, thinRuns(image, mostThickness), leastLength));
}

/** The same where lines are broken: each piece by itself.
 * @param widths the image's thin runs */
export function findPieces(image: InkImage, widths: Uint8Array, leastLength: number): readonly LongLine[] {
  const ways = {
    above: bestWays(image, widths, leastLength, 1),
    below: bestWays(image, widths, leastLength, -1),
  };
  const taken = new Uint8Array(widths.length);
  const found: LongLine[] = [];
  for (const seed of seedsOf(ways.above, ways.below, widths, leastLength)) {
    if (taken[seed]) continue;
    const line = traced(image, widths, ways, taken, seed);
    if (line.middles.length >= leastLength) found.push(line);
  }
  return found;
}

/** Pieces as whole lines, the longest first. */
export function joinedLines(pieces: readonly LongLine[]): LongLine[] {
  return withoutTwins(joinedEnds(pieces)).sort((a, b) => b.middles.length - a.middles.length);
}

/** Where a line is at a height, and beyond its ends where it would go on to. */
export function placeAt({ from, middles }: LongLine, y: number): number {
  const index = y - from - 0.5;
  const last = middles.length - 1;
  const reach = Math.min(last, slopeReach);
  if (reach === 0) return middles[0]!;
  if (index <= 0) return middles[0]! + ((middles[reach]! - middles[0]!) / reach) * index;
  if (index >= last)
    return middles[last]! + ((middles[last]! - middles[last - reach]!) / reach) * (index - last);
  const before = Math.floor(index);
  const share = index - before;
  return middles[before]! * (1 - share) + middles[before + 1]! * share;
}

export const endOf = ({ from, middles }: LongLine): number => from + middles.length;

/** The image with its rows as columns. */
export function transposed({ width, height, ink }: InkImage): InkImage {
  const turned = transposedField({ width, height, values: ink });
  return { width: turned.width, height: turned.height, ink: turned.values };
}

/** For each pixel of a run of ink in its row that is thin enough the run's length, otherwise 0. */
export function thinRuns({ width, height, ink }: InkImage, mostThickness: number): Uint8Array {
  const widths = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const start = x;
      while (x < width && ink[y * width + x]! >= faintestInk) x++;
      const length = x - start;
      if (length > 0 && length <= mostThickness) widths.fill(length, y * width + start, y * width + x);
    }
  }
  return widths;
}

/** What the best way to each pixel counts, from above (step 1) or from below (step -1); no more than `most`, or a long line
 * would bear any gap. */
function bestWays({ width, height }: InkImage, widths: Uint8Array, most: number, step: 1 | -1): Float32Array {
  const ways = new Float32Array(width * height);
  const first = step > 0 ? 0 : height - 1;
  for (let y = first; y >= 0 && y < height; y += step) {
    const before = (y - step) * width;
    const isFirst = y === first;
    let [left, above] = [0, isFirst ? 0 : ways[before]!];
    for (let x = 0; x < width; x++) {
      const right = isFirst || x + 1 === width ? 0 : ways[before + x + 1]!;
      const isInk = widths[y * width + x]! > 0;
      // Most of a page is paper, far from any line.
      if (isInk || left > 0 || above > 0 || right > 0) {
        const best = Math.max(above, left - sideCost, right - sideCost);
        ways[y * width + x] = Math.min(most, Math.max(0, best + (isInk ? 1 : -gapCost)));
      }
      left = above;
      above = right;
    }
  }
  return ways;
}

/** The pixels that ways of such a length pass, those of the longest first. */
function seedsOf(above: Float32Array, below: Float32Array, widths: Uint8Array, least: number): number[] {
  const seeds: number[] = [];
  for (let at = 0; at < widths.length; at++) {
    if (widths[at]! > 0 && above[at]! + below[at]! - 1 >= least) seeds.push(at);
  }
  return seeds.sort((a, b) => above[b]! + below[b]! - above[a]! - below[a]!);
}

/** The best way through a pixel, up to its ends or to where another line was taken already; it is taken from then on. */
function traced(
  { width, height }: InkImage,
  widths: Uint8Array,
  { above, below }: { readonly above: Float32Array; readonly below: Float32Array },
  taken: Uint8Array,
  seed: number,
): LongLine {
  const follow = (ways: Float32Array, step: 1 | -1): number[] => {
    const places: number[] = [];
    let x = seed % width;
    for (let y = Math.floor(seed / width) + step; y >= 0 && y < height; y += step) {
      const worth = (dx: number) =>
        x + dx < 0 || x + dx >= width ? -1 : ways[y * width + x + dx]! - Math.abs(dx) * sideCost;
      x += [0, -1, 1].reduce((best, dx) => (worth(dx) > worth(best) ? dx : best), 0);
      if (worth(0) <= 0 || taken[y * width + x]) break;
      places.push(y * width + x);
    }
    return places;
  };
  const places = [...follow(above, -1).reverse(), seed, ...follow(below, 1)];
  const runs = places.map((at) => runAround(widths, at, width));
  for (const { left, right } of runs) taken.fill(1, left, right);
  const lengths = runs.flatMap(({ left, right }, index) => (widths[places[index]!] ? [right - left] : []));
  return {
    from: Math.floor(places[0]! / width),
    middles: smoothed(runs.map(({ left, right }) => ((left + right) / 2) % width)),
    thickness: lengths.sort((a, b) => a - b)[lengths.length >> 1]!,
  };
}

/** The run of ink at a pixel, as indices; the pixel itself where it is paper. */
function runAround(widths: Uint8Array, at: number, width: number) {
  let [left, right] = [at, at + 1];
  const row = at - (at % width);
  if (widths[at]! > 0) {
    while (left > row && widths[left - 1]! > 0) left--;
    while (right < row + width && widths[right]! > 0) right++;
  }
  return { left, right };
}

function smoothed(values: readonly number[]): Float32Array {
  const before = new Float64Array(values.length + 1);
  values.forEach((value, index) => (before[index + 1] = before[index]! + value));
  return Float32Array.from(values, (_, index) => {
    // As far to either side, or ends would be drawn inwards.
    const reach = Math.min(smoothingReach, index, values.length - 1 - index);
    return (before[index + reach + 1]! - before[index - reach]!) / (2 * reach + 1);
  });
}

/** Lines whose ends continue each other are one; a short piece may be what two long ones are joined by. */
function joinedEnds(lines: readonly LongLine[]): readonly LongLine[] {
  const joined: LongLine[] = [];
  for (const line of lines.slice().sort((a, b) => a.from - b.from)) {
    const before = joined.findIndex((other) => continues(other, line));
    if (before < 0) joined.push(line);
    else joined[before] = bridged(joined[before]!, line);
  }
  return joined.length < lines.length ? joinedEnds(joined) : joined;
}

/** Whether a line goes on where another one ends. */
function continues(line: LongLine, next: LongLine): boolean {
  const gap = next.from - endOf(line);
  const longer = Math.max(line.middles.length, next.middles.length);
  if (gap < 0 || gap > mostGap * longer) return false;
  const middle = endOf(line) + gap / 2;
  const tolerance = 1.5 + (line.thickness + next.thickness) / 2 + gap / 20;
  return Math.abs(placeAt(line, middle) - placeAt(next, middle)) <= tolerance;
}

function bridged(line: LongLine, next: LongLine): LongLine {
  const gap = next.from - endOf(line);
  const [start, end] = [line.middles.at(-1)!, next.middles[0]!];
  const between = Array.from({ length: gap }, (_, i) => start + ((end - start) * (i + 1)) / (gap + 1));
  const [longer] = [line, next].sort((a, b) => b.middles.length - a.middles.length);
  return {
    from: line.from,
    middles: Float32Array.from([...line.middles, ...between, ...next.middles]),
    thickness: longer!.thickness,
  };
}

/** Without lines that run along the edge of a longer one. */
function withoutTwins(lines: readonly LongLine[]): LongLine[] {
  const longest = lines.slice().sort((a, b) => b.middles.length - a.middles.length);
  return longest.filter((line, index) => !longest.slice(0, index).some((other) => isTwin(line, other)));
}

function isTwin(line: LongLine, longer: LongLine): boolean {
  const middle = line.from + line.middles.length / 2;
  if (middle < longer.from || middle > endOf(longer)) return false;
  const apart = Math.abs(placeAt(line, middle) - placeAt(longer, middle));
  return apart <= 2 + (line.thickness + longer.thickness) / 2;
}

/** Where along a line one of the other direction crosses it. */
export function placeAlong(line: LongLine, other: LongLine): number {
  let along = other.middles[other.middles.length >> 1]!;
  // Each step takes off what is left times both slopes.
  for (let step = 0; step < 5; step++) along = placeAt(other, placeAt(line, along));
  return along;
}

/** Which share of a line from one height to another has ink about it. */
export function inkedShare(
  line: LongLine,
  from: number,
  to: number,
  runs: Uint8Array,
  width: number,
): number {
  const height = runs.length / width;
  let [inked, count] = [0, 0];
  for (let y = Math.max(0, Math.round(from)); y < Math.min(height, to); y++) {
    const x = Math.floor(placeAt(line, y + 0.5));
    count += 1;
    for (let near = Math.max(0, x - lineReach); near <= Math.min(width - 1, x + lineReach); near++) {
      if (runs[y * width + near]! === 0) continue;
      inked += 1;
      break;
    }
  }
  return count > 0 ? inked / count : 0;
}

/** Adds to a grid the lines that are too faint to be found by themselves. */
import { medianOf } from "../median";
import { inkedShare, lineReach, placeAlong, placeAt, type LongLine } from "./long-lines";

/** Lines of a grid are no nearer, in pixels of the image. */
export const leastGapPx = 10;
/** A faint line has this share of its length in ink, or this where an even grid would have it; and half of that in so many of
 * its stretches. */
const leastSupport = 0.5;
const leastExpected = 0.25;
/** So has one that an even grid would have beyond its last. */
const leastBeyond = 0.4;
/** A grid is even where so many of its gaps are multiples of one distance. */
const leastEven = 0.7;
/** A line may lie so far from where it is expected, as a share of that distance. */
const snapShare = 0.12;
const leastStretches = 0.75;
/** How far an even grid's lines may be from their places, as a share of their distance. */
const evenness = 0.1;

/** Where lines may be looked for: the ink, and where each line of the other direction crosses them. */
interface Search {
  readonly runs: Uint8Array;
  readonly width: number;
  readonly ends: readonly number[];
  /** The distance of an even grid's lines, in pixels; null where the grid isn't even. */
  readonly unit: number | null;
}

/** The lines with those that were too faint to be found by themselves, where the grid has room for them.
 * @param across the lines that cross them
 * @param runs what may be a line's ink, in rows of so many pixels */
export function withFaintLines(
  lines: readonly LongLine[],
  across: readonly LongLine[],
  runs: Uint8Array,
  width: number,
): readonly LongLine[] {
  // Between two lines alone stands what is written in a box.
  if (lines.length === 2) return lines;
  const ends = across.map((line) => placeAlong(lines[lines.length >> 1]!, line));
  const gaps = lines.slice(1).map((line, index) => distanceOf(lines[index]!, line, ends));
  const search = { runs, width, ends, unit: unitOf(gaps) };
  const inside = lines.flatMap((line, index) =>
    index === 0 ? [line] : [...between(lines[index - 1]!, line, search), line],
  );
  const behind = beyond(inside, search);
  return beyond(behind.slice().reverse(), search).slice().reverse();
}

/** The distance of which most gaps are multiples. All are of one that is next to nothing, as between a line and its double. */
function unitOf(gaps: readonly number[]): number | null {
  const unit = Math.min(...gaps);
  if (unit < leastGapPx) return null;
  const even = gaps.filter(
    (gap) => Math.abs(gap / unit - Math.round(gap / unit)) < evenness * Math.round(gap / unit),
  );
  return gaps.length > 2 && even.length >= leastEven * gaps.length ? unit : null;
}

function distanceOf(before: LongLine, behind: LongLine, ends: readonly number[]): number {
  const middle = ends[ends.length >> 1]!;
  return Math.abs(placeAt(behind, middle) - placeAt(before, middle));
}

/** The faint lines between two lines: where an even grid has some, or anywhere if half of one is there. */
function between(before: LongLine, behind: LongLine, search: Search): readonly LongLine[] {
  const distance = distanceOf(before, behind, search.ends);
  const units = search.unit ? Math.round(distance / search.unit) : 0;
  if (search.unit && units > 1 && Math.abs(distance / search.unit - units) < evenness * units) {
    return Array.from({ length: units - 1 }, (_, index) => (index + 1) / units)
      .map((share) => snapped(blended(before, behind, share, search.ends), search, search.unit!))
      .filter((line) => supportOf(line, search) >= leastExpected);
  }
  return anywhere(before, behind, search);
}

function anywhere(before: LongLine, behind: LongLine, search: Search): readonly LongLine[] {
  const distance = distanceOf(before, behind, search.ends);
  const edge = Math.max(leastGapPx, distance / 8);
  let best: { readonly line: LongLine; readonly support: number } | null = null;
  for (let step = Math.ceil(edge); step <= distance - edge; step++) {
    const line = blended(before, behind, step / distance, search.ends);
    const support = supportOf(line, search);
    if (support >= leastSupport && support > (best?.support ?? 0) && isUnbroken(line, edge, search))
      best = { line, support };
  }
  return best
    ? [...anywhere(before, best.line, search), best.line, ...anywhere(best.line, behind, search)]
    : [];
}

/** Whether a line reaches those that cross it: a row of digits has ink enough for a line, but leaves paper there. */
function isUnbroken(line: LongLine, reach: number, { runs, width, ends }: Search): boolean {
  const shares = ends
    .slice(1)
    .flatMap((end, index) => [
      inkedShare(line, ends[index]!, ends[index]! + reach, runs, width),
      inkedShare(line, end - reach, end, runs, width),
    ]);
  return shares.filter((share) => share >= leastSupport / 2).length >= leastStretches * shares.length;
}

/** Lines with those behind the last of them that an even grid would have there. */
function beyond(lines: readonly LongLine[], search: Search): readonly LongLine[] {
  if (!search.unit) return lines;
  const [before, last] = lines.slice(-2) as [LongLine, LongLine];
  const share = 1 + search.unit / distanceOf(before, last, search.ends);
  const next = snapped(blended(before, last, share, search.ends), search, search.unit);
  return supportOf(next, search) >= leastBeyond ? beyond([...lines, next], search) : lines;
}

/** A line moved onto the ink about it, where there is some, stretch by stretch. */
function snapped(line: LongLine, { runs, width }: Search, unit: number): LongLine {
  const reach = Math.max(lineReach, Math.round(snapShare * unit));
  const height = runs.length / width;
  const offsets = Array.from(line.middles, (middle, index) => {
    const [x, y] = [Math.floor(middle), line.from + index];
    if (y < 0 || y >= height) return null;
    for (let aside = 0; aside <= reach; aside++) {
      for (const near of [x - aside, x + aside]) {
        if (near >= 0 && near < width && runs[y * width + near]! > 0) return near + 0.5 - middle;
      }
    }
    return null;
  });
  const half = Math.round(unit / 2);
  return {
    ...line,
    middles: line.middles.map((middle, index) => {
      const known = offsets
        .slice(Math.max(0, index - half), index + half + 1)
        .filter((offset) => offset !== null);
      return middle + medianOf(known);
    }),
  };
}

/** A line between two others, at a share of the way. */
function blended(before: LongLine, behind: LongLine, share: number, ends: readonly number[]): LongLine {
  const from = Math.max(0, Math.floor(Math.min(...ends)));
  const length = Math.max(1, Math.ceil(Math.max(...ends)) - from);
  const middles = Float32Array.from(
    { length },
    (_, index) =>
      placeAt(before, from + index + 0.5) * (1 - share) + placeAt(behind, from + index + 0.5) * share,
  );
  return { from, middles, thickness: Math.min(before.thickness, behind.thickness) };
}

/** Which share of a line is in ink; 0 where some stretches of it have next to none. */
function supportOf(line: LongLine, { runs, width, ends }: Search): number {
  const share = inkedShare(line, ends[0]!, ends.at(-1)!, runs, width);
  const stretches = ends.slice(1).map((end, index) => inkedShare(line, ends[index]!, end, runs, width));
  const inked = stretches.filter((stretch) => stretch >= share / 2).length;
  return inked >= leastStretches * stretches.length ? share : 0;
}

/** Takes numbers apart that stand in columns with little paper between, and tells where one may be two. */
import { boundsOf, heightOf } from "../bounds";
import { medianOf } from "../median";
import type { Bounds } from "../types";

/** Parts of a line, and whether some stand so far apart that they may be two numbers. */
export interface Spaced<Part extends Bounds> {
  readonly parts: readonly Part[];
  readonly hasWideGap: boolean;
}

/** Paper between two parts, from left to right. */
interface Gap {
  readonly left: number;
  readonly right: number;
}

/** A gap is wide from this share of a digit's height on, and so many times as wide as half of the page's gaps. */
const leastWide = 0.45;
const mostUsual = 2.5;
/** Gaps of two lines lie below each other where they share so much of the narrower one. */
const leastShared = 0.5;
/** It parts columns where, of the other lines that reach to both its sides, so many have one there. */
const leastLines = 0.6;

/** Numbers, cut where other lines have a wide gap at the same place.
 * @param height of the page's usual digits
 * @param marks that may stand in a gap, which then parts nothing */
export function apartAtColumns<Part extends Bounds>(
  numbers: readonly (readonly Part[])[],
  height: number,
  marks: readonly Bounds[] = [],
): readonly Spaced<Part>[] {
  const gapsOf = (parts: readonly Bounds[]) => {
    const line = boundsOf(parts);
    return papersOf(parts).filter((gap) => !marks.some((mark) => isIn(mark, gap, line)));
  };
  const usual = medianOf(numbers.flatMap(gapsOf).map(widthOfGap));
  const least = Math.max(leastWide * height, mostUsual * usual);
  const wideGapsOf = (parts: readonly Bounds[]) => gapsOf(parts).filter((gap) => widthOfGap(gap) >= least);
  const lines = linesOf(numbers).map((line) => ({
    ...{ parts: new Set(line), bounds: boundsOf(line), gaps: wideGapsOf(line) },
  }));
  return numbers.flatMap((parts) => {
    const others = lines.filter((line) => !line.parts.has(parts[0]!));
    const columns = wideGapsOf(parts).filter((gap) => {
      const reaching = others.filter(({ bounds }) => isAbout(bounds, gap));
      const alike = reaching.filter(({ gaps }) => gaps.some((other) => isBelow(other, gap)));
      return alike.length > 0 && alike.length >= leastLines * reaching.length;
    });
    return cutAt(parts, columns).map((own) => ({ parts: own, hasWideGap: wideGapsOf(own).length > 0 }));
  });
}

const widthOfGap = ({ left, right }: Gap) => right - left;

/** Whether a mark stands in a line's gap. */
const isIn = (mark: Bounds, gap: Gap, line: Bounds) =>
  mark.left > gap.left && mark.right < gap.right && mark.bottom > line.top && mark.top < line.bottom;

/** The paper between parts, from left to right; none where they lie over each other. */
function papersOf(parts: readonly Bounds[]): readonly Gap[] {
  const gaps: Gap[] = [];
  const [first, ...others] = parts.slice().sort((a, b) => a.left - b.left);
  let end = first!.right;
  for (const { left, right } of others) {
    if (end < left) gaps.push({ left: end, right: left });
    end = Math.max(end, right);
  }
  return gaps;
}

/** The parts of all numbers that stand beside each other, line by line. */
function linesOf<Part extends Bounds>(numbers: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const lines: { readonly bounds: Bounds; readonly parts: Part[] }[] = [];
  for (const parts of numbers) {
    const bounds = boundsOf(parts);
    const line = lines.find((line) => isBeside(line.bounds, bounds));
    if (line) line.parts.push(...parts);
    else lines.push({ bounds, parts: parts.slice() });
  }
  return lines.map(({ parts }) => parts);
}

const isBeside = (a: Bounds, b: Bounds) =>
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(heightOf(a), heightOf(b)) / 2;

const isAbout = (line: Bounds, { left, right }: Gap) => line.left < left && line.right > right;

const isBelow = (a: Gap, b: Gap) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) >=
  leastShared * Math.min(widthOfGap(a), widthOfGap(b));

function cutAt<Part extends Bounds>(
  parts: readonly Part[],
  gaps: readonly Gap[],
): readonly (readonly Part[])[] {
  const starts = [-Infinity, ...gaps.map(({ right }) => right), Infinity];
  return starts
    .slice(1)
    .map((end, index) => parts.filter(({ left }) => left >= starts[index]! && left < end));
}

/** Tells of a line of writing how high its digits are, and what lies about it that belongs to none of them. */
import { boundsOf, distance, heightOf, longerSide, widthOf } from "../bounds";
import type { Bounds } from "../types";

/** What is wider than so many digits are high, and flat, is a ruled line. */
const ruleWidth = 1.8;
const ruleHeight = 0.4;
/** The slope that a ruled line may have. */
const ruleSlope = 0.06;
/** A speck is at most this share of a digit's height, and stands further from all that is larger than it is long, or
 * is as small as the other: no digit needs it. */
const speckShare = 0.15;
const leastShare = 0.08;
/** So is a smudge, but it must stand so far apart, as a share of a digit's height: a broken stroke's ends don't. */
const smudgeShare = 0.4;
const smudgeDistance = 0.6;

/** What a rule may be apart from strokes that it meets, as a share of a digit's height, and the share of those it runs
 * along that it meets where it belongs to them. */
const crossingSlack = 0.06;
const crossedShare = 0.75;

/** The height of a usual digit: half of all ink's height is in groups that are as high or higher. */
export function lineHeight(parts: readonly Bounds[]): number {
  const heights = groupsOf(parts)
    .map(heightOf)
    .sort((a, b) => b - a);
  let rest = heights.reduce((sum, height) => sum + height, 0) / 2;
  return heights.find((height) => (rest -= height) <= 0) ?? 0;
}

/** Parts that lie over each other by half of the narrower belong together. */
function groupsOf(parts: readonly Bounds[]): readonly Bounds[] {
  const groups: Bounds[] = [];
  for (const part of parts.slice().sort((a, b) => a.left - b.left)) {
    const last = groups.at(-1);
    const isOver = last && last.right - part.left > Math.min(widthOf(last), widthOf(part)) / 2;
    if (isOver) groups[groups.length - 1] = boundsOf([last, part]);
    else groups.push(part);
  }
  return groups;
}

/** What digits may be made of: without ruled lines, specks and smudges that stand apart. Where there is nothing else, all
 * stays. */
export function withoutStrays<Part extends Bounds>(parts: readonly Part[]): readonly Part[] {
  const withRules = lineHeight(parts);
  const unruled = orAll(
    parts.filter((part) => !isRule(part, withRules)),
    parts,
  );
  const height = lineHeight(unruled);
  const large = unruled.filter((part) => longerSide(part) > smudgeShare * height);
  return orAll(
    unruled.filter((part) => large.includes(part) || large.some((other) => isNear(part, other, height))),
    unruled,
  );
}

/** Whether rules run through what is written, or end on it, as in a comb, a fence, squared paper or a row of arrows: a line
 * to write on runs below. */
export function isCrossed(parts: readonly Bounds[], height: number): boolean {
  const rules = parts.filter((part) => isRule(part, height));
  const others = parts.filter((part) => !rules.includes(part));
  const slack = crossingSlack * height;
  return rules.some((rule) => {
    const along = others.filter(({ left, right }) => right >= rule.left && left <= rule.right);
    const met = along.filter(({ top, bottom }) => top - slack <= rule.bottom && bottom + slack >= rule.top);
    return met.length > 0 && met.length >= crossedShare * along.length;
  });
}

const orAll = <Part>(some: readonly Part[], all: readonly Part[]) => (some.length > 0 ? some : all);

function isRule(part: Bounds, height: number): boolean {
  const highest = Math.max(ruleHeight * height, ruleSlope * widthOf(part));
  return widthOf(part) > ruleWidth * height && heightOf(part) < highest;
}

/** Whether a part stands near enough to a larger one to be a piece of its stroke. */
function isNear(part: Bounds, other: Bounds, height: number): boolean {
  if (longerSide(part) <= leastShare * height) return false;
  const isSpeck = longerSide(part) <= speckShare * height;
  return distance(part, other) <= (isSpeck ? longerSide(part) : smudgeDistance * height);
}

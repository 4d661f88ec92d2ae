/** Finds open combs: low teeth at even steps on a line, between which a digit each is written. */
import { heightOf, widthOf } from "../bounds";
import type { Component } from "../components";
import { medianOf } from "../median";
import type { Bounds } from "../types";
import type { Lattice } from "./lattice";
import { endOf, placeAt, type LongLine } from "./long-lines";

export interface Comb {
  readonly base: LongLine;
  /** Those that stand by themselves: they are no digits. */
  readonly teeth: readonly Component[];
  /** A single row of cells. */
  readonly lattice: Lattice;
}

/** Places at even steps along a line, and what stands there. */
interface Steps {
  readonly teeth: readonly Tooth[];
  readonly first: number;
  readonly step: number;
  /** How many steps lie between the first tooth and the last. */
  readonly count: number;
}

/** A stroke on a line as a tooth may be. */
interface Tooth {
  readonly part: Component;
  /** Where it stands, from left to right. */
  readonly at: number;
  /** How far it goes up from the line. */
  readonly rise: number;
}

/** A tooth is at most so many times as thick as its line, and pixels more: lines are measured on fewer pixels ... */
const [mostThicker, mostThickerPx] = [2, 4];
/** ... so many times as high as thick at least, and no higher than this share of a step. */
const leastSlim = 1.3;
const mostOfStep = 0.75;
/** It may end before its line by this share of its own height. */
const mostApart = 0.4;
/** Teeth go up as far as each other but for this share of their height, and stand where even steps have them but for this share of a step. */
const [uneven, astray] = [0.25, 0.08];
/** So many teeth make a comb and no ruler, of which this share stands free: others touch a digit. */
const leastTeeth = 3;
const mostTeeth = 60;
const leastFree = 0.6;
/** They take so much of their line's length. */
const leastOfLine = 0.5;
/** A line that goes on by so much of a step has a cell there without a tooth at its end. */
const leastCell = 0.75;
/** What is written goes up so many times as far as teeth: 1s on a line are as high as its other digits. A comb that nothing is
 * written in has more teeth than anybody writes 1s evenly. */
const leastTaller = 1.25;
const leastBlank = 5;
/** Cells are as high as what is written, from and up to these shares of a step. */
const [leastCellHeight, mostCellHeight] = [0.7, 1.6];

/** The combs on such lines.
 * @param bases from left to right, as a lattice's rows
 * @param components of the image without the bases */
export function combsOf(bases: readonly LongLine[], components: readonly Component[]): readonly Comb[] {
  return bases.flatMap((base) => {
    const strokes = components.filter((part) => isTooth(part, base)).map((part) => toothOf(part, base));
    const steps = evenSteps(strokes);
    if (!steps || steps.count * steps.step < leastOfLine * base.middles.length) return [];
    const highest = (1 + uneven) * riseOfTeeth(steps);
    // Of teeth that go on below their line, the line may have left two.
    const teeth = strokes.filter(
      (tooth) => tooth.rise <= highest && isAtStep(tooth, steps.first, steps.step),
    );
    const parts = teeth.map(({ part }) => part);
    const written = components
      .filter((part) => !parts.includes(part))
      .map((part) => ({ part, rise: riseOf(part, base) }))
      .filter((each) => isWrittenOn(each, base, steps));
    const rises = written.map(({ rise }) => rise);
    return areTeeth(steps, rises) ? [{ base, teeth: parts, lattice: latticeOf(base, steps, rises) }] : [];
  });
}

const middleOf = ({ left, right }: Bounds) => (left + right) / 2;
const riseOf = (part: Bounds, base: LongLine) => placeAt(base, middleOf(part)) - part.top;
const toothOf = (part: Component, base: LongLine): Tooth => ({
  ...{ part, at: middleOf(part) },
  rise: riseOf(part, base),
});
const riseOfTeeth = ({ teeth }: Steps) => medianOf(teeth.map(({ rise }) => rise));

function isTooth(part: Bounds, base: LongLine): boolean {
  const most = mostThicker * base.thickness + mostThickerPx;
  const middle = middleOf(part);
  if (widthOf(part) > most || heightOf(part) < leastSlim * widthOf(part)) return false;
  if (middle < base.from - most || middle > endOf(base) + most) return false;
  const place = placeAt(base, middle);
  const apart = Math.max(part.top - place, place - part.bottom) - base.thickness;
  return apart <= mostApart * heightOf(part);
}

function isAtStep({ at }: Tooth, first: number, step: number): boolean {
  const steps = (at - first) / step;
  return Math.abs(steps - Math.round(steps)) <= astray;
}

/** The even steps with the most teeth; null where they are too few. */
function evenSteps(strokes: readonly Tooth[]): Steps | null {
  if (strokes.length > mostTeeth) return null;
  const ordered = strokes.slice().sort((a, b) => a.at - b.at);
  const found = ordered.flatMap((first, index) =>
    ordered.slice(index + 1).map((second) => stepsFrom(first, second, ordered)),
  );
  const best = found.reduce<Steps | null>(
    (best, each) => (each.teeth.length > (best?.teeth.length ?? 0) ? each : best),
    null,
  );
  return best && best.teeth.length >= Math.max(leastTeeth, leastFree * (best.count + 1)) ? best : null;
}

/** The teeth that are like two, at steps like that from one to the other. */
function stepsFrom(first: Tooth, second: Tooth, strokes: readonly Tooth[]): Steps {
  const step = second.at - first.at;
  const height = Math.max(heightOf(first.part), heightOf(second.part));
  const isLow = height <= mostOfStep * step;
  const teeth = strokes.filter(
    (tooth) =>
      isLow && Math.abs(tooth.rise - first.rise) <= uneven * height && isAtStep(tooth, first.at, step),
  );
  if (teeth.length < leastTeeth) return { teeth: [], first: 0, step, count: 0 };
  const [from, to] = [teeth[0]!.at, teeth.at(-1)!.at];
  const count = Math.max(1, Math.round((to - from) / step));
  return { teeth, first: from, step: (to - from) / count, count };
}

/** Whether something stands on a line, between teeth, as digits do. */
function isWrittenOn(
  { part, rise }: { readonly part: Bounds; readonly rise: number },
  base: LongLine,
  { teeth, step }: Steps,
): boolean {
  const middle = middleOf(part);
  if (middle < base.from || middle > endOf(base)) return false;
  const least = medianOf(teeth.map(({ part }) => heightOf(part))) / 2;
  const isNear = rise - heightOf(part) < step / 2 && rise < mostCellHeight * step;
  return isNear && rise > 0 && heightOf(part) >= least && widthOf(part) < 2 * step;
}

/** Whether even strokes are a comb's teeth and no 1s, by how far what is written goes up. */
function areTeeth(steps: Steps, written: readonly number[]): boolean {
  if (written.length === 0) return steps.teeth.length >= leastBlank;
  return medianOf(written) >= leastTaller * riseOfTeeth(steps);
}

/** The cells between teeth, and beyond them as far as the line goes. */
function latticeOf(
  base: LongLine,
  { teeth, first, step, count }: Steps,
  written: readonly number[],
): Lattice {
  const highest = Math.min(mostCellHeight * step, Math.max(leastCellHeight * step, ...written));
  const height = Math.ceil(highest) + 1;
  const before = Math.max(0, Math.floor((first - base.from) / step + 1 - leastCell));
  const behind = Math.max(0, Math.floor((endOf(base) - first) / step - count + 1 - leastCell));
  const thickness = medianOf(teeth.map(({ part }) => widthOf(part)));
  const slope = (base.middles.at(-1)! - base.middles[0]!) / base.middles.length;
  const columns = Array.from({ length: before + count + behind + 1 }, (_, index): LongLine => {
    const at = first + (index - before) * step;
    const middles = Float32Array.from({ length: height }, (_, row) => at + slope * (height - row));
    return { from: Math.round(placeAt(base, at)) - height, middles, thickness };
  });
  return { rows: [{ ...base, middles: base.middles.map((middle) => middle - height) }, base], columns };
}

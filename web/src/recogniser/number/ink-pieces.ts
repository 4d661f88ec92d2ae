/** Takes a picture of a line apart into what hangs together, and cuts that where digits may touch. */
import { widthOf } from "../bounds";
import { boundsOfRuns, findComponents, type Component, type Run } from "../components";
import { strokeWidth } from "../stroke-width";
import type { Bounds, InkImage, Piece, Pieces, PlacedInk } from "../types";
import type { Named, SeamFeature } from "./features";
import { findSeams, type Seam } from "./seams";

/** What is narrower than this, as a share of a digit's height, is not cut. */
const leastWidth = 0.3;
/** What is smaller than this, as a share of the largest of what hangs together, is a scrap. */
const scrapShare = 0.06;

/** What of a component lies between two of its seams, or its ends. */
export interface Slab {
  readonly of: Component;
  readonly left: Seam | undefined;
  readonly right: Seam | undefined;
}

interface Part extends Piece<Slab> {
  /** What ties it to the part before. */
  readonly tie: number;
  /** By which it stands in the line. */
  readonly place: number;
}

/** Take components apart whose digits are about so many pixels high.
 * @param weights of what tells whether a seam parts two digits */
export function inkPieces(
  image: InkImage,
  components: readonly Component[],
  height: number,
  weights: Named<SeamFeature>,
): Pieces<Slab> {
  const parts = components
    .flatMap((component) => cut(component, seamsOf(image, component, height, weights)))
    .sort((a, b) => a.place - b.place);
  return { pieces: parts, ties: tiesOf(parts) };
}

/** The ink of pieces that stand side by side, without scraps of their neighbours. */
export function inkOfSlabs(placed: PlacedInk, slabs: readonly Slab[]): PlacedInk {
  const runs = runsOf(slabs);
  const isWhole = slabs.every(({ left, right }) => !left && !right);
  const kept = isWhole ? runs : withoutScraps(placed.image, runs);
  const bounds = boundsOfRuns(kept);
  return {
    ...placed,
    image: inkOf(placed.image, kept, bounds),
    left: placed.left + bounds.left / placed.scale,
    top: placed.top + bounds.top / placed.scale,
  };
}

/** What lies between the first seam and the last: those in between may cross, and part nothing here. */
function runsOf(slabs: readonly Slab[]): readonly Run[] {
  const [first, last] = [new Map<Component, Slab>(), new Map<Component, Slab>()];
  for (const slab of slabs) {
    if (!first.has(slab.of)) first.set(slab.of, slab);
    last.set(slab.of, slab);
  }
  return Array.from(first, ([of, { left }]) => runsBetween(of, left, last.get(of)!.right)).flat();
}

/** Without what cuts left of neighbours: little that doesn't hang together with the rest. */
function withoutScraps(image: InkImage, runs: readonly Run[]): readonly Run[] {
  const bounds = boundsOfRuns(runs);
  const parts = findComponents(inkOf(image, runs, bounds));
  const areas = parts.map((part) => part.runs.reduce((sum, { left, right }) => sum + right - left, 0));
  const least = scrapShare * Math.max(...areas);
  return parts
    .filter((_, index) => areas[index]! >= least)
    .flatMap((part) => part.runs)
    .map(({ y, left, right }) => ({
      y: y + bounds.top,
      left: left + bounds.left,
      right: right + bounds.left,
    }));
}

/** An image of some runs alone, within bounds. */
export function inkOf(
  { width, ink }: InkImage,
  runs: readonly Run[],
  { left, top, right, bottom }: Bounds,
): InkImage {
  const image = {
    width: right - left,
    height: bottom - top,
    ink: new Float32Array((right - left) * (bottom - top)),
  };
  for (const run of runs) {
    const pixels = ink.subarray(run.y * width + run.left, run.y * width + run.right);
    image.ink.set(pixels, (run.y - top) * image.width + run.left - left);
  }
  return image;
}

/** What ties the parts before each of them to those behind: the seams that cut a component in two. */
function tiesOf(parts: readonly Part[]): readonly number[] {
  const ties = parts.map(() => 0);
  const last = new Map<Component, number>();
  parts.forEach(({ ink: [slab], tie }, index) => {
    for (let at = (last.get(slab!.of) ?? index) + 1; at <= index; at++) ties[at]! += tie;
    last.set(slab!.of, index);
  });
  return ties;
}

/** Cut a component along seams, from left to right. */
function cut(component: Component, seams: readonly Seam[]): readonly Part[] {
  let place = -Infinity;
  return [undefined, ...seams].map((left, index) => {
    const right = seams[index];
    const bounds = boundsOfRuns(runsBetween(component, left, right));
    place = Math.max(place, bounds.left + bounds.right);
    // The logarithm of how improbable it is that two digits are parted here.
    const tie = left ? Math.log1p(Math.exp(-left.score)) : 0;
    return { ...bounds, ink: [{ of: component, left, right }], tie, place };
  });
}

function seamsOf(
  image: InkImage,
  component: Component,
  height: number,
  weights: Named<SeamFeature>,
): readonly Seam[] {
  if (widthOf(component) < leastWidth * height) return [];
  const own = inkOf(image, component.runs, component);
  return findSeams(own, strokeWidth(own), height, weights);
}

function runsBetween({ runs, left: start, top }: Component, left?: Seam, right?: Seam): readonly Run[] {
  return runs.flatMap((run) => {
    const from = left ? Math.max(run.left, start + left.columns[run.y - top]!) : run.left;
    const to = right ? Math.min(run.right, start + right.columns[run.y - top]!) : run.right;
    return from < to ? [{ y: run.y, left: from, right: to }] : [];
  });
}

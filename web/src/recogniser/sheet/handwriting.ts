/** Tells what of a straight page's ink is handwriting, print or neither, by what the page net sees there. */
import { heightOf, longerSide } from "../bounds";
import { findComponents, type Component, type Run } from "../components";
import type { Layers } from "../page/layers";
import type { Kind } from "../page/page-contract";
import type { InkImage, SeenInk } from "../types";
import { usualHeight } from "./lines";

/** What a component is told by: of its pixels that are seen as no paper. */
const [leastPure, leastMixed] = [0.85, 0.15];
/** A rule goes on beyond what is written: what is no longer than so many times that is high may be one of its strokes, and a 1
 * where it is no lower than so many times. */
const [leastStroke, mostStroke] = [0.6, 1.3];

/** A page's ink by who made it; what is neither's is left out: rules, marks, desks. */
export interface WrittenInk {
  readonly hand: readonly Component[];
  readonly print: readonly Component[];
  /** What is seen as nothing: points, and dirt. */
  readonly points: readonly Component[];
  /** What is seen as rules or marks and is as high as digits are: a 1 at times. */
  readonly strokes: readonly Component[];
}

/** What a pixel of the straightened page is seen as. */
export type KindAt = (x: number, y: number) => Kind;

/** An image's ink where it is seen as one of these kinds. */
export function inkOf({ width, height, ink }: InkImage, kindAt: KindAt, kinds: readonly Kind[]): InkImage {
  const left = ink.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (left[at]! > 0 && !kinds.includes(kindAt(x, y))) left[at] = 0;
    }
  }
  return { width, height, ink: left };
}

/** Sort an image's components. What is of several kinds, as digits that touch a box, is cut where what isn't handwriting goes on
 * beyond it. */
export function writtenInk(image: InkImage, components: readonly Component[], kindAt: KindAt): WrittenInk {
  const [hand, print, mixed, others, points]: Component[][] = [[], [], [], [], []];
  for (const component of components) {
    const { handwriting, print: printed, all } = votesOf(component, kindAt);
    if (handwriting > leastPure * all) hand!.push(component);
    else if (handwriting > leastMixed * all) mixed!.push(component);
    else if (printed > all / 2) print!.push(component);
    else (all > 0 ? others! : points!).push(component);
  }
  const usual = usualHeight(hand!.length > 0 ? hand! : mixed!);
  const mostSide = mostStroke * usual;
  hand!.push(...mixed!.flatMap((component) => handwritingOf(component, image, kindAt, mostSide)));
  return {
    hand: hand!,
    print: print!,
    points: points!,
    strokes: others!.filter((part) => longerSide(part) <= mostSide && heightOf(part) >= leastStroke * usual),
  };
}

/** How many of a component's pixels are seen as handwriting, as print, and as anything but paper. */
function votesOf({ runs }: Component, kindAt: KindAt) {
  const votes = { handwriting: 0, print: 0, all: 0 };
  for (const { y, left, right } of runs) {
    for (let x = left; x < right; x++) {
      const kind = kindAt(x, y);
      if (kind === "paper") continue;
      votes.all++;
      if (kind === "handwriting" || kind === "print") votes[kind]++;
    }
  }
  return votes;
}

/** What is handwriting of a component: what is seen as that and as the paper at its edges, and what else goes on no further
 * than its strokes may. */
function handwritingOf(
  { left, top, right, bottom, runs }: Component,
  { width, ink }: InkImage,
  kindAt: KindAt,
  mostSide: number,
): readonly Component[] {
  const [wide, high] = [right - left, bottom - top];
  const own = new Float32Array(wide * high);
  const highs = columnLengths(runs, left, top, wide, high);
  for (const run of runs) {
    for (let x = run.left; x < run.right; x++) {
      const kind = kindAt(x, run.y);
      const at = (run.y - top) * wide + x - left;
      const isShort = run.right - run.left <= mostSide && highs[at]! <= mostSide;
      if (kind === "handwriting" || kind === "paper" || isShort) own[at] = ink[run.y * width + x]!;
    }
  }
  return findComponents({ width: wide, height: high, ink: own })
    .map((part) => moved(part, left, top))
    .filter((part) => votesOf(part, kindAt).handwriting > 0);
}

/** For each pixel of a component within its bounds how much of it hangs together above and below. */
function columnLengths(
  runs: readonly Run[],
  left: number,
  top: number,
  wide: number,
  high: number,
): Uint16Array {
  const lengths = new Uint16Array(wide * high);
  for (const { y, left: from, right } of runs)
    lengths.fill(1, (y - top) * wide + from - left, (y - top) * wide + right - left);
  for (let at = wide; at < lengths.length; at++) if (lengths[at]! > 0) lengths[at]! += lengths[at - wide]!;
  for (let at = lengths.length - wide - 1; at >= 0; at--)
    if (lengths[at]! > 0 && lengths[at + wide]! > 0) lengths[at] = lengths[at + wide]!;
  return lengths;
}

function moved({ left, top, right, bottom, runs }: Component, x: number, y: number): Component {
  return {
    ...{ left: left + x, top: top + y, right: right + x, bottom: bottom + y },
    runs: runs.map((run) => ({ y: run.y + y, left: run.left + x, right: run.right + x })),
  };
}

/** What the pixels of a straightened page are seen as on the picture. */
export function kindOn(layers: Layers, page: SeenInk): KindAt {
  const { width, height, kinds, names } = layers;
  const { image, left, top, angle } = page;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [image.width / 2, image.height / 2];
  return (x, y) => {
    const [dx, dy] = [(x + 0.5 - middleX) / page.scale, (y + 0.5 - middleY) / page.scale];
    const sourceX = left + middleX / page.scale + cos * dx - sin * dy;
    const sourceY = top + middleY / page.scale + sin * dx + cos * dy;
    const column = Math.floor((sourceX - layers.left) * layers.scale);
    const row = Math.floor((sourceY - layers.top) * layers.scale);
    if (column < 0 || row < 0 || column >= width || row >= height) return "outside";
    return names[kinds[row * width + column]!]!;
  };
}

/** Takes a picture of a line apart into what hangs together, and cuts that where digits may touch. */
import type { Component, Run } from "./components";
import { boundsOf, widthOf } from "./line";
import type { Bounds, InkImage, Piece, Pieces } from "./types";

/** What is narrower than this, as a share of a digit's height, is not cut. */
const leastWidth = 0.3;
/** What a cut leaves on either side: so many digits' heights of a stroke. */
const leastLength = 0.3;
/** The ink that a cut may go through, in pens' widths: a 0 is cut through two. */
const mostInk = 2.6;
/** What a cut pays for each step to the side, in inked pixels. */
const sideStep = 0.1;

/** A way through ink from top to bottom. */
interface Seam {
  /** The first column to the right of it, for each row. */
  readonly columns: Int32Array;
  /** The ink that it goes through, in pens' widths. */
  readonly tie: number;
}

interface Part extends Piece<Run> {
  /** What ties it to the part before. */
  readonly tie: number;
  readonly of: Component;
}

/** Take components apart whose digits are about so many pixels high. */
export function inkPieces(image: InkImage, components: readonly Component[], height: number): Pieces<Run> {
  const parts = components
    .flatMap((component) =>
      cut(component, seamsOf(inkOf(image, component.runs, component), component, height)),
    )
    .sort((a, b) => a.left + a.right - b.left - b.right);
  return { pieces: parts, ties: tiesOf(parts) };
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
  parts.forEach(({ of, tie }, index) => {
    for (let at = (last.get(of) ?? index) + 1; at <= index; at++) ties[at]! += tie;
    last.set(of, index);
  });
  return ties;
}

/** Cut a component along seams, which stand in their order from left to right. */
function cut(component: Component, seams: readonly Seam[]): readonly Part[] {
  const runs: Run[][] = Array.from({ length: seams.length + 1 }, () => []);
  for (const { y, left, right } of component.runs) {
    const at = seams.map(({ columns }) => columns[y - component.top]! + component.left).sort((a, b) => a - b);
    const ends = [left, ...at.map((column) => Math.min(right, Math.max(left, column))), right];
    runs.forEach((part, index) => {
      const [from, to] = [ends[index]!, ends[index + 1]!];
      if (from < to) part.push({ y, left: from, right: to });
    });
  }
  return runs.flatMap((ink, index) => {
    const bounds = boundsOf(ink.map(({ y, left, right }) => ({ left, top: y, right, bottom: y + 1 })));
    return ink.length > 0 ? [{ ...bounds, ink, tie: seams[index - 1]?.tie ?? 0, of: component }] : [];
  });
}

/** The seams of least ink through a component, from left to right. */
function seamsOf(image: InkImage, component: Component, height: number): readonly Seam[] {
  if (widthOf(component) < leastWidth * height) return [];
  const middle = image.height >> 1;
  const [down, up] = [leastInk(image, 1), leastInk(image, -1)];
  const row = (costs: Float32Array) => costs.subarray(middle * image.width, (middle + 1) * image.width);
  const total = row(down).map((cost, x) => cost + row(up)[x]! - image.ink[middle * image.width + x]!);
  const pen = penOf(component);
  const inkLeftOf = inkCounter(image);
  const seams: (Seam & { readonly ink: number })[] = [];
  const ends = [0, inkLeftOf(new Int32Array(image.height).fill(image.width))];
  for (const column of Array.from(total.keys()).sort((a, b) => total[a]! - total[b]!)) {
    if (total[column]! > mostInk * pen) break;
    const columns = traced(image, [down, up], column);
    const ink = inkLeftOf(columns);
    const isFar = (other: number) => Math.abs(other - ink) >= leastLength * height * pen;
    if ([...ends, ...seams.map((seam) => seam.ink)].every(isFar))
      seams.push({ columns, ink, tie: total[column]! / pen });
  }
  return seams.sort((a, b) => a.ink - b.ink);
}

/** Counts the ink to the left of a way through an image. */
function inkCounter({ width, height, ink }: InkImage): (columns: Int32Array) => number {
  const before = new Float32Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      before[y * (width + 1) + x + 1] = before[y * (width + 1) + x]! + ink[y * width + x]!;
    }
  }
  return (columns) => columns.reduce((sum, column, y) => sum + before[y * (width + 1) + column]!, 0);
}

/** For each pixel the least ink of a way to it, from the top row down (step 1) or from the bottom row up (step -1). */
function leastInk({ width, height, ink }: InkImage, step: 1 | -1): Float32Array {
  const costs = ink.slice();
  const first = step > 0 ? 1 : height - 2;
  for (let y = first; y >= 0 && y < height; y += step) {
    for (let x = 0; x < width; x++) {
      const before = (y - step) * width + x;
      const left = x > 0 ? costs[before - 1]! + sideStep : Infinity;
      const right = x + 1 < width ? costs[before + 1]! + sideStep : Infinity;
      costs[y * width + x]! += Math.min(costs[before]!, left, right);
    }
  }
  return costs;
}

/** The columns of the seam that passes a column of the middle row. */
function traced(
  { width, height }: InkImage,
  [down, up]: readonly [Float32Array, Float32Array],
  column: number,
): Int32Array {
  const columns = new Int32Array(height).fill(column);
  const follow = (costs: Float32Array, step: 1 | -1) => {
    let x = column;
    for (let y = (height >> 1) - step; y >= 0 && y < height; y -= step) {
      const at = (dx: number) =>
        x + dx < 0 || x + dx >= width ? Infinity : costs[y * width + x + dx]! + Math.abs(dx) * sideStep;
      x += [0, -1, 1].reduce((best, dx) => (at(dx) < at(best) ? dx : best), 0);
      columns[y] = x;
    }
  };
  follow(down, 1);
  follow(up, -1);
  return columns;
}

/** The pen's width in pixels: most runs go across a stroke that goes down. */
function penOf({ runs }: Component): number {
  const lengths = runs.map(({ left, right }) => right - left).sort((a, b) => a - b);
  return lengths[lengths.length >> 1]!;
}

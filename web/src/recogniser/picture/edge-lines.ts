/** Finds straight lines in a picture at which smooth paper ends and something else begins. */
import type { Pixels } from "../types";

/** A picture seen from afar: logarithms of its red, green and blue, so that light on both sides of an edge counts for nothing. */
export interface Afar {
  readonly width: number;
  readonly height: number;
  /** How many of the picture's pixels each is wide and high. */
  readonly side: number;
  readonly colours: readonly [Float32Array, Float32Array, Float32Array];
}

/** One of a picture's four sides, seen from it as if it were the left one. */
export interface PictureSide {
  /** Into the picture. */
  readonly normal: readonly [x: number, y: number];
  readonly depth: number;
  readonly length: number;
  /** Where a pixel lies among all, so far from the side and so far down or right along it. */
  readonly at: (deep: number, along: number) => number;
}

/** Where paper ends beside one of the picture's sides: so far from the side in its middle, and rising by the slope. */
export interface EdgeLine {
  readonly offset: number;
  readonly slope: number;
  /** From where to where along the side it is seen. */
  readonly from: number;
  readonly to: number;
  /** How well it is seen, 1 = everywhere and plainly. */
  readonly clear: number;
}

/** The picture's longer side has so many pixels at most from afar. */
const farSidePx = 128;
/** Keeps the dark's noise small. */
const darkest = 16;
/** From an edge's middle paper is seen so many pixels inwards, what lies beyond so many outwards, and further on the same. */
const [beside, insidePx, outsidePx] = [2, 5, 6];
/** Logarithms differ by so much at an edge at the least, and where it is plain: the faintest is a tenth lighter. */
const [leastStep, plainStep] = [0.1, 0.3];
/** Paper differs less further in, in itself and as a share of the step. */
const [smooth, smoothShare] = [0.05, 0.3];
/** What a place costs at which no edge is seen. */
const unseen = 0.7;
/** Edges rise by 20 degrees at the most, and lie in these steps. */
const [mostSlope, slopeStep, fineSlopeStep] = [0.36, 0.03, 0.005];
/** And lie so deep in the picture at the most. */
const mostDepth = 0.8;
/** An edge is as long as this share of the side, at the least. */
const leastLength = 0.2;

export function fromAfar({ width, height, data }: Pixels): Afar {
  const side = Math.ceil(Math.max(width, height) / farSidePx);
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const colour = (channel: number) => {
    const sums = new Float32Array(columns * rows);
    for (let y = 0; y < rows * side; y++) {
      const row = Math.floor(y / side) * columns;
      for (let column = 0, at = 4 * y * width + channel; column < columns; column++) {
        let sum = 0;
        for (const end = at + 4 * side; at < end; at += 4) sum += data[at]!;
        sums[row + column]! += sum;
      }
    }
    return sums.map((sum) => Math.log(sum / (side * side) + darkest));
  };
  return { width: columns, height: rows, side, colours: [colour(0), colour(1), colour(2)] };
}

/** Left and right, top and bottom. */
export function sidesOf({ width, height }: Afar): readonly PictureSide[] {
  return [
    { normal: [1, 0], depth: width, length: height, at: (deep, along) => along * width + deep },
    { normal: [-1, 0], depth: width, length: height, at: (deep, along) => (along + 1) * width - 1 - deep },
    { normal: [0, 1], depth: height, length: width, at: (deep, along) => deep * width + along },
    {
      normal: [0, -1],
      depth: height,
      length: width,
      at: (deep, along) => (height - 1 - deep) * width + along,
    },
  ];
}

/** How plainly paper ends at each place, by how deep and how far along a side; below 0 where it doesn't.
 * @param light whether the paper is lighter than what lies beyond, rather than darker */
export function edgeMap({ colours }: Afar, { depth, length, at }: PictureSide, light: boolean): Float32Array {
  const map = new Float32Array(depth * length).fill(-unseen);
  for (let along = 0; along < length; along++) {
    for (let deep = beside; deep < depth - insidePx; deep++) {
      const paper = at(deep + beside, along);
      const outside = at(deep - beside, along);
      if (lightness(colours, paper) > lightness(colours, outside) !== light) continue;
      const beyond = at(Math.max(0, deep - outsidePx), along);
      const step = Math.min(distance(colours, paper, outside), distance(colours, paper, beyond));
      if (step < leastStep) continue;
      const rough = distance(colours, paper, at(deep + insidePx, along));
      if (rough > Math.max(smooth, smoothShare * step)) continue;
      map[deep * length + along] = Math.min(1, step / plainStep);
    }
  }
  return map;
}

/** Where an edge lies, at a place along its side. */
export const depthAt = (
  { offset, slope }: Pick<EdgeLine, "offset" | "slope">,
  length: number,
  along: number,
) => offset + slope * (along - length / 2);

/** How far the largest of the three logarithms are apart. */
export function distance([red, green, blue]: Afar["colours"], a: number, b: number): number {
  return Math.max(
    Math.abs(red[a]! - red[b]!),
    Math.abs(green[a]! - green[b]!),
    Math.abs(blue[a]! - blue[b]!),
  );
}

const lightness = ([red, green, blue]: Afar["colours"], at: number) => red[at]! + green[at]! + blue[at]!;

/** Where edges may lie. */
function* placesFor(depth: number): Generator<Pick<EdgeLine, "offset" | "slope">> {
  for (let slope = -mostSlope; slope <= mostSlope; slope += slopeStep) {
    for (let offset = beside; offset < mostDepth * depth; offset++) yield { offset, slope };
  }
}

/** The line that is seen along the most of a side; null where none is seen along enough of it. */
export function longestLine(map: Float32Array, { depth, length }: PictureSide): EdgeLine | null {
  let best = { offset: 0, slope: 0, from: 0, to: 0, clear: leastLength };
  for (const place of placesFor(depth)) {
    let [sum, from] = [0, 0];
    for (let along = 0; along < length; along++) {
      const deep = Math.round(depthAt(place, length, along));
      sum += deep >= 0 && deep < depth ? map[deep * length + along]! : -unseen;
      if (sum <= 0) [sum, from] = [0, along + 1];
      else if (sum > best.clear * length) best = { ...place, from, to: along + 1, clear: sum / length };
    }
  }
  return best.to > 0 ? best : null;
}

/** The line that is seen best between two others and not beyond them; null where none runs between them.
 * @param from for each depth, where the one before ends
 * @param to and where the one after begins */
export function lineBetween(
  map: Float32Array,
  { depth, length }: PictureSide,
  from: Float32Array,
  to: Float32Array,
): EdgeLine | null {
  let best: EdgeLine | null = null;
  for (const place of placesFor(depth)) {
    let [sum, first, last] = [0, length, 0];
    for (let along = 0; along < length; along++) {
      const deep = Math.round(depthAt(place, length, along));
      if (deep < 0 || deep >= depth) continue;
      const seen = map[deep * length + along]!;
      if (along >= from[deep]! && along <= to[deep]!) {
        sum += seen;
        first = Math.min(first, along);
        last = along + 1;
      } else if (seen > 0) sum -= seen;
    }
    const clear = sum / (last - first);
    if (last - first < leastLength * length || clear <= (best?.clear ?? 0)) continue;
    best = { ...place, from: first, to: last, clear };
  }
  return best;
}

/** Along which share of a line an edge is seen: of all of it, and of that end (a fifth of it) where it is seen less. */
export function seenShares(
  map: Float32Array,
  { depth, length }: PictureSide,
  line: EdgeLine,
): readonly [all: number, end: number] {
  const seen: number[] = [];
  for (let along = line.from; along < line.to; along++) {
    const deep = Math.round(depthAt(line, length, along));
    // Nearer to the picture's own edge nothing can be seen.
    if (deep >= beside && deep < depth - insidePx) seen.push(Number(map[deep * length + along]! > 0));
  }
  const shareOf = (places: readonly number[]) => places.reduce((sum, each) => sum + each, 0) / places.length;
  const fifth = Math.ceil(seen.length / 5);
  return [shareOf(seen), Math.min(shareOf(seen.slice(0, fifth)), shareOf(seen.slice(-fifth)))];
}

/** A line laid where colours change most. */
export function sharpened({ colours }: Afar, side: PictureSide, line: EdgeLine): EdgeLine {
  const change = (place: Pick<EdgeLine, "offset" | "slope">) => {
    let sum = 0;
    for (let along = line.from; along < line.to; along++) {
      const deep = Math.round(depthAt(place, side.length, along));
      if (deep < 1 || deep >= side.depth - 1) continue;
      sum += distance(colours, side.at(deep + 1, along), side.at(deep - 1, along));
    }
    return sum;
  };
  let [best, most] = [line, change(line)];
  for (let slope = line.slope - slopeStep; slope <= line.slope + slopeStep; slope += fineSlopeStep) {
    for (let offset = line.offset - beside; offset <= line.offset + beside; offset += 0.5) {
      const found = change({ offset, slope });
      if (found > most) [best, most] = [{ ...line, offset, slope }, found];
    }
  }
  return best;
}

/** Finds ways through ink from top to bottom that may part two digits which touch. */
import type { InkImage } from "../types";
import { seamFeatures, weighed, type Named, type SeamFeature } from "./features";

/** A way through ink from top to bottom. */
export interface Seam {
  /** The first column to the right of it, for each row. */
  readonly columns: Int32Array;
  /** The ink to the left of it, in pixels. */
  readonly inkLeft: number;
  /** The logarithm of how much more probable it is that it parts two digits than that it cuts through one. */
  readonly score: number;
}

/** A seam, and what tells whether it parts two digits. */
export interface DescribedSeam extends Omit<Seam, "score"> {
  readonly features: Named<SeamFeature>;
}

/** A stretch of a seam from one pixel straight to another that is no higher; above and below the way of least ink goes on. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The ink that the whole seam goes through, in pixels. */
  readonly cut: number;
}

/** Ways of least ink from an image's top, or from its bottom, to each of its pixels. */
interface Ways {
  readonly costs: Float32Array;
  /** From each pixel to the one before, as a difference of their indices; 0 where the way begins. */
  readonly back: Int32Array;
}

/** An image, and sums of its ink. */
interface Counted extends InkImage {
  /** (width + 1) x height: the ink before each column of each row, and that of the whole row. */
  readonly before: Float32Array;
}

/** What a way pays for each step to the side, in inked pixels. */
const sideStep = 0.1;
/** Least ways are looked for through so many rows: digits touch at any height. */
const rowsLookedAt = 12;
/** What a seam goes through at most, in pens' widths: a 0 is cut through two; and if it runs between two corners. */
const mostCut = 3;
const mostCutOfCorners = 6;
/** What it leaves on either side, and what lies between two seams: so many digits' heights of a stroke. */
const leastSide = 0.2;
const leastBetween = 0.08;
/** A corner is looked for in a square that reaches so many pens to each side: so much of it is ink. */
const cornerReach = 0.45;
const cornerShare = 0.55;
/** Twelve digits have some 120 corners; what has more than this is hatched, or noise. */
const mostCorners = 300;
/** So much of what lies straight between two corners must be ink. */
const leastInked = 0.75;
/** How far to each side a seam looks for how high the ink is, in digits' heights. */
const sideReach = 0.6;
/** So many seams are chosen for each digit's height of the image's width, of those that score no less. */
const seamsPerHeight = 8;
const leastScore = -5;

/** The most probable seams, those with the least ink to their left first; two of them never part all but the same ink.
 * @param pen its width in pixels
 * @param height a usual digit's, in pixels
 * @param weights of what tells whether a seam parts two digits: the trainer fits them */
export function findSeams(
  image: InkImage,
  pen: number,
  height: number,
  weights: Named<SeamFeature>,
): readonly Seam[] {
  const counted = withSums(image);
  const most = Math.ceil((image.width / height) * seamsPerHeight);
  const seams = describeSeams(counted, pen, height)
    .map(({ features, ...seam }): Seam => ({ ...seam, score: weighed(seamFeatures, features, weights) }))
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score);
  const chosen: Seam[] = [];
  for (const seam of seams) {
    if (chosen.length >= most) break;
    const isOther = (other: Seam) => inkBetween(counted, other, seam) >= leastBetween * height * pen;
    if (chosen.every(isOther)) chosen.push(seam);
  }
  return chosen.sort((a, b) => a.inkLeft - b.inkLeft);
}

/** All seams that are looked at. */
export function describeSeams(image: InkImage, pen: number, height: number): readonly DescribedSeam[] {
  const counted = withSums(image);
  const ways = [waysThrough(image, 1), waysThrough(image, -1)] as const;
  const whole = inkLeftOf(counted, new Int32Array(image.height).fill(image.width));
  return [...betweenCorners(counted, ways, pen), ...lowestStretches(image, ways, pen)].flatMap((stretch) => {
    const columns = traced(image, ways, stretch);
    const inkLeft = inkLeftOf(counted, columns);
    const side = Math.min(inkLeft, whole - inkLeft) / (height * pen);
    if (side < leastSide) return [];
    return [{ columns, inkLeft, features: featuresOf(counted, stretch, columns, side, pen, height) }];
  });
}

/** What tells whether a seam parts two digits. */
function featuresOf(
  image: Counted,
  { from, to, cut }: Stretch,
  columns: Int32Array,
  side: number,
  pen: number,
  height: number,
): Named<SeamFeature> {
  const aside = columns.reduce((sum, column, y) => sum + Math.abs(column - (columns[y - 1] ?? column)), 0);
  const reach = Math.round(sideReach * height);
  const lower = Math.min(inkHeight(image, columns, -reach), inkHeight(image, columns, reach));
  return {
    itself: 1,
    cutInk: Math.log(0.3 + cut / pen),
    atPoint: Number(from === to),
    sideways: aside / height,
    lowerSide: Math.min(1, lower / height),
    inkBeside: Math.min(1, side),
  };
}

/** How high the ink is that lies beside a seam, within so many columns. */
function inkHeight({ width, before }: Counted, columns: Int32Array, reach: number): number {
  const inked = Array.from(columns.keys()).filter((y) => {
    const [row, column] = [y * (width + 1), columns[y]!];
    const other = Math.min(width, Math.max(0, column + reach));
    return Math.abs(before[row + other]! - before[row + column]!) >= 0.5;
  });
  return inked.length > 0 ? inked.at(-1)! - inked[0]! + 1 : 0;
}

/** Stretches straight through ink between two corners: where strokes of two digits lie along each other, the way of least
 * ink would rather cross one of them. */
function betweenCorners(image: Counted, [down, up]: readonly [Ways, Ways], pen: number): readonly Stretch[] {
  const { width, ink } = image;
  const corners = cornersOf(image, pen);
  if (corners.length > mostCorners) return [];
  const furthest = (mostCutOfCorners * pen) / leastInked;
  const pairs = corners.flatMap((from) => corners.map((to) => [from, to] as const));
  return pairs.flatMap(([from, to]) => {
    const [dx, dy] = [(to % width) - (from % width), Math.floor(to / width) - Math.floor(from / width)];
    if (to === from || dy < 0 || Math.max(Math.abs(dx), dy) > furthest) return [];
    const pixels = straight(width, from, to).slice(1, -1);
    const own = pixels.reduce((sum, pixel) => sum + ink[pixel]!, 0);
    const cut = down.costs[from]! + own + up.costs[to]!;
    const isThroughInk = pixels.length > 0 && own >= leastInked * pixels.length;
    return isThroughInk && cut <= mostCutOfCorners * pen ? [{ from, to, cut }] : [];
  });
}

/** Pixels of paper beside ink where ink comes together: more of what lies about each is ink than about those near it. */
function cornersOf(image: Counted, pen: number): readonly number[] {
  const { width, height } = image;
  const reach = Math.max(1, Math.round(pen * cornerReach));
  const shares = inkedShares(image, reach);
  const isMost = (share: number, pixel: number) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
        const other = row * width + column;
        if (shares[other]! > share || (shares[other] === share && other < pixel)) return false;
      }
    }
    return true;
  };
  return Array.from(shares.keys()).filter((pixel) => {
    const share = shares[pixel]!;
    return share >= cornerShare && isMost(share, pixel);
  });
}

/** How much is ink of a square about each pixel of paper that lies beside ink; 0 of all others. */
function inkedShares({ width, height, ink, before }: Counted, reach: number): Float32Array {
  const shares = new Float32Array(ink.length);
  const isInk = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && ink[y * width + x]! >= 0.5;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isBeside = isInk(x - 1, y) || isInk(x + 1, y) || isInk(x, y - 1) || isInk(x, y + 1);
      if (isInk(x, y) || !isBeside) continue;
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      let sum = 0;
      for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
        sum += before[row * (width + 1) + right]! - before[row * (width + 1) + left]!;
      }
      shares[y * width + x] = sum / (2 * reach + 1) ** 2;
    }
  }
  return shares;
}

/** Single pixels, of some rows, through which a way cuts less ink than through those beside them. */
function lowestStretches(
  { width, height, ink }: InkImage,
  [down, up]: readonly [Ways, Ways],
  pen: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const step = Math.max(1, Math.round(height / rowsLookedAt));
  for (let y = step >> 1; y < height; y += step) {
    const cutAt = (x: number) => {
      const pixel = y * width + x;
      return x < 0 || x >= width ? Infinity : down.costs[pixel]! + up.costs[pixel]! - ink[pixel]!;
    };
    for (let x = 0; x < width; x++) {
      const [pixel, cut] = [y * width + x, cutAt(x)];
      const isLowest = cut <= cutAt(x - 1) && cut < cutAt(x + 1);
      if (isLowest && cut <= mostCut * pen) stretches.push({ from: pixel, to: pixel, cut });
    }
  }
  return stretches;
}

/** The ways of least ink from the top row down (step 1) or from the bottom row up (step -1): along rows too, so that they get
 * under a 7's roof. */
function waysThrough({ width, height, ink }: InkImage, step: 1 | -1): Ways {
  const costs = ink.slice();
  const back = new Int32Array(ink.length);
  const offer = (pixel: number, by: number) => {
    const cost = costs[pixel + by]! + ink[pixel]! + sideStep;
    if (cost < costs[pixel]!) [costs[pixel], back[pixel]] = [cost, by];
  };
  for (let y = step > 0 ? 1 : height - 2; y >= 0 && y < height; y += step) {
    const [start, end, by] = [y * width, (y + 1) * width, -step * width];
    for (let pixel = start; pixel < end; pixel++) {
      costs[pixel] = costs[pixel + by]! + ink[pixel]!;
      back[pixel] = by;
      if (pixel > start) offer(pixel, by - 1);
      if (pixel + 1 < end) offer(pixel, by + 1);
    }
    for (let pixel = start + 1; pixel < end; pixel++) offer(pixel, -1);
    for (let pixel = end - 2; pixel >= start; pixel--) offer(pixel, 1);
  }
  return { costs, back };
}

/** The columns of the seam that holds a stretch: where it goes along a row, the middle of that. */
function traced(
  { width, height }: InkImage,
  [down, up]: readonly [Ways, Ways],
  { from, to }: Stretch,
): Int32Array {
  const first = new Int32Array(height).fill(width);
  const last = new Int32Array(height).fill(-1);
  for (const pixel of [...wayTo(down, from), ...straight(width, from, to), ...wayTo(up, to)]) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    first[y] = Math.min(first[y]!, x);
    last[y] = Math.max(last[y]!, x);
  }
  return first.map((x, y) => (x + last[y]! + 1) >> 1);
}

/** The pixels on the way to one, from it on. */
function wayTo({ back }: Ways, pixel: number): readonly number[] {
  const way = [pixel];
  for (let at = pixel; back[at] !== 0; way.push(at)) at += back[at]!;
  return way;
}

/** The pixels straight from one to another, both included. */
function straight(width: number, from: number, to: number): readonly number[] {
  const [x, y] = [from % width, Math.floor(from / width)];
  const [dx, dy] = [(to % width) - x, Math.floor(to / width) - y];
  const steps = Math.max(Math.abs(dx), Math.abs(dy), 1);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return Math.round(y + dy * share) * width + Math.round(x + dx * share);
  });
}

function withSums({ width, height, ink }: InkImage): Counted {
  const before = new Float32Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      before[y * (width + 1) + x + 1] = before[y * (width + 1) + x]! + ink[y * width + x]!;
    }
  }
  return { width, height, ink, before };
}

function inkLeftOf({ width, before }: Counted, columns: Int32Array): number {
  return columns.reduce((sum, column, y) => sum + before[y * (width + 1) + column]!, 0);
}

/** The ink that one of two seams has on its left and the other on its right. */
function inkBetween({ width, before }: Counted, a: Seam, b: Seam): number {
  return a.columns.reduce((sum, column, y) => {
    const row = y * (width + 1);
    return sum + Math.abs(before[row + column]! - before[row + b.columns[y]!]!);
  }, 0);
}

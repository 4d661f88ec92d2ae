/** Brings ink into MNIST's own form: fitted in 20 x 20 by averaging areas, its centre of mass in the middle of 28 x 28. */
import { gridSide, type Box, type InkImage } from "./types";

export interface NormalisedDigit {
  /** 28 x 28, row-major, 0 = paper, 1 = ink. */
  readonly grid: Float32Array;
  /** The ink's bounds in the image's pixels. */
  readonly box: Box;
}

const fitSide = 20;
/** MNIST's centres of mass lie in (13.5, 14.5] of pixel indices 0 to 27: measured on its 60,000 training digits. */
const centreIndex = 14;
/** Half of an 8-bit picture's faintest grey: whatever is fainter is no ink. */
const faintestInk = 1 / 510;
/** Strokes thinner than this, in the model's pixels, are thickened: one in 2,000 of MNIST's digits has such. */
const thinStrokePx = 1.25;
/** What they are thickened to: MNIST's own median is 2.4. */
const thickenedStrokePx = 1.8;
/** Thin lines are thickened at this size, eight pixels for each of the model's: finer gains nothing and takes longer. */
const thickeningSidePx = 160;

/** Normalise a single digit; null where there is no ink. */
export function normalise(image: InkImage): NormalisedDigit | null {
  const box = inkBounds(image);
  if (!box) return null;
  return { grid: centreByMass(fit(thickenThinStrokes(crop(image, box)))), box };
}

function inkBounds({ width, height, ink }: InkImage): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x]! < faintestInk) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function crop({ width, ink }: InkImage, box: Box): InkImage {
  const cropped = new Float32Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (box.y + y) * width + box.x;
    cropped.set(ink.subarray(start, start + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, ink: cropped };
}

/** Thicken a cropped digit's strokes where they would all but vanish in the grid. */
function thickenThinStrokes(digit: InkImage): InkImage {
  if (strokeWidth(digit) >= thinStrokePx * shrinkage(digit)) return digit;
  const small = poolHighest(digit, Math.ceil(Math.max(digit.width, digit.height) / thickeningSidePx));
  // The pen widens the whole digit too: solve stroke + 2 radius = share * (longer side + 2 radius).
  const share = thickenedStrokePx / fitSide;
  const longerSide = Math.max(small.width, small.height);
  const radius = (share * longerSide - strokeWidth(small)) / (2 * (1 - share));
  return radius > 0 ? dilate(small, radius) : small;
}

/** How many of the image's pixels make one of the model's. */
function shrinkage({ width, height }: InkImage): number {
  return Math.max(width, height) / fitSide;
}

/** Mean width of the strokes in pixels: a long stroke's area is its length times its width, its edge twice its length. */
function strokeWidth({ width, height, ink }: InkImage): number {
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : ink[y * width + x]!;
  let [area, edge] = [0, 0];
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      const here = at(x, y);
      area += here;
      edge += Math.hypot(at(x + 1, y) - here, at(x, y + 1) - here);
    }
  }
  return (2 * area) / edge;
}

/** Reduce by a whole factor, keeping each block's highest ink: a line one pixel wide stays a line. */
function poolHighest(image: InkImage, factor: number): InkImage {
  const width = Math.ceil(image.width / factor);
  const height = Math.ceil(image.height / factor);
  const ink = new Float32Array(width * height);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const index = Math.floor(y / factor) * width + Math.floor(x / factor);
      ink[index] = Math.max(ink[index]!, image.ink[y * image.width + x]!);
    }
  }
  return { width, height, ink };
}

/** Go over the ink with a round, soft-edged pen of this radius; the image grows by what the pen needs. */
function dilate(image: InkImage, radius: number): InkImage {
  const margin = Math.ceil(radius);
  const width = image.width + 2 * margin;
  const height = image.height + 2 * margin;
  const ink = new Float32Array(width * height);
  const pen = roundPen(radius, margin);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const value = image.ink[y * image.width + x]!;
      if (value === 0) continue;
      for (const { dx, dy, cover } of pen) {
        const index = (y + margin + dy) * width + (x + margin + dx);
        ink[index] = Math.max(ink[index]!, value * cover);
      }
    }
  }
  return { width, height, ink };
}

function roundPen(radius: number, margin: number): readonly { dx: number; dy: number; cover: number }[] {
  const offsets = Array.from({ length: 2 * margin + 1 }, (_, index) => index - margin);
  return offsets
    .flatMap((dy) => offsets.map((dx) => ({ dx, dy, cover: Math.min(1, radius + 1 - Math.hypot(dx, dy)) })))
    .filter(({ cover }) => cover > 0);
}

/** Scale a cropped digit so that its longer side is 20 pixels, keeping its aspect. */
function fit(digit: InkImage): InkImage {
  const scale = shrinkage(digit);
  const columns = samplesOf(digit.width, scale);
  const rows = samplesOf(digit.height, scale);
  const across = new Float32Array(digit.height * columns.length); // height x columns
  for (let y = 0; y < digit.height; y++) {
    columns.forEach((samples, x) => {
      let sum = 0;
      for (const { index, weight } of samples) sum += weight * digit.ink[y * digit.width + index]!;
      across[y * columns.length + x] = sum;
    });
  }
  const ink = new Float32Array(rows.length * columns.length); // rows x columns
  rows.forEach((samples, y) => {
    for (let x = 0; x < columns.length; x++) {
      let sum = 0;
      for (const { index, weight } of samples) sum += weight * across[index * columns.length + x]!;
      ink[y * columns.length + x] = sum;
    }
  });
  return { width: columns.length, height: rows.length, ink };
}

interface Sample {
  readonly index: number;
  readonly weight: number;
}

/** For each target pixel along one axis, the source pixels that it averages: the exact share of each that it covers.
 * Where the picture is enlarged, a target pixel still averages the width of one source pixel, which interpolates. */
function samplesOf(sourceLength: number, scale: number): readonly (readonly Sample[])[] {
  const length = Math.max(1, Math.ceil(sourceLength / scale - 1e-9));
  // What the last pixel lacks is paper, half of it at either end.
  const start = (sourceLength - length * scale) / 2;
  const reach = Math.max(scale, 1) / 2;
  return Array.from({ length }, (_, target) => {
    const centre = start + (target + 0.5) * scale;
    const [from, to] = [centre - reach, centre + reach];
    const samples: Sample[] = [];
    for (let index = Math.max(0, Math.floor(from)); index < Math.min(sourceLength, to); index++) {
      const covered = Math.min(to, index + 1) - Math.max(from, index);
      if (covered > 0) samples.push({ index, weight: covered / (2 * reach) });
    }
    return samples;
  });
}

/** Place a digit of at most 20 x 20 in the grid by whole pixels, its centre of mass on the middle, as MNIST does. */
function centreByMass({ width, height, ink }: InkImage): Float32Array {
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = ink[y * width + x]!;
      mass += value;
      massX += value * x;
      massY += value * y;
    }
  }
  const left = placeOf(massX / mass, width);
  const top = placeOf(massY / mass, height);
  const grid = new Float32Array(gridSide * gridSide);
  for (let y = 0; y < height; y++) {
    grid.set(ink.subarray(y * width, (y + 1) * width), (top + y) * gridSide + left);
  }
  return grid;
}

/** Where a side starts in the grid, so that its centre of mass lies in (13.5, 14.5] and no ink falls outside. */
function placeOf(centreOfMass: number, side: number): number {
  const start = Math.floor(centreIndex - 0.5 - centreOfMass) + 1;
  return Math.min(gridSide - side, Math.max(0, start));
}

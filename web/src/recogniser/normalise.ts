/** Brings ink into MNIST's own form: fitted in 20 x 20 by averaging areas, its centre of mass in the middle of 28 x 28. */
import { strokeWidth } from "./stroke-width";
import { faintestInk, gridSide, type Box, type InkImage } from "./types";

export interface NormalisedDigit {
  /** 28 x 28, row-major, 0 = paper, 1 = ink. */
  readonly grid: Float32Array;
  /** The ink's bounds in the image's pixels. */
  readonly box: Box;
  /** Whether the ink is no more than a dot: without strokes, or of a longer side below `leastSide`. */
  readonly isDot: boolean;
}

const fitSide = 20;
/** MNIST's centres of mass lie in (13.5, 14.5] of pixel indices 0 to 27: measured on its 60,000 training digits. */
const centreIndex = 14;
/** Strokes thinner than this, in the model's pixels, are thickened: one in 2,000 of MNIST's digits has such. */
const thinStrokePx = 1.25;
/** What they are thickened to: MNIST's own median is 2.4. */
const thickenedStrokePx = 1.8;
/** Thin lines are thickened at this size, eight pixels for each of the model's: finer gains nothing and takes longer. */
const thickeningSidePx = 160;
/** Strokes thicker than this, in the model's pixels, are thinned to it: one in a hundred of MNIST's digits has such. They
 * close their own bays, and a 1 made of them is a block. */
const thickStrokePx = 4.3;
/** Thick strokes are thinned at this size: fine enough, and soft where a coarse picture is enlarged to it. */
const thinningSidePx = 80;
/** What is as thick as this share of its longer side has no strokes: it is a dot. A disc has 0.5, MNIST's thickest in
 * 1,000 digits 0.28. */
const dotShare = 0.4;
/** How thick dots are made: as strokes are, by MNIST's own median. */
const dotStrokePx = 2.4;

/** Normalise a single digit; null where there is no ink. Ink whose longer side is below `leastSide` stays smaller than
 * a digit on the grid. */
export function normalise(image: InkImage, leastSide = 0): NormalisedDigit | null {
  const box = inkBounds(image);
  if (!box) return null;
  const digit = crop(image, box);
  const stroke = strokeWidth(digit);
  const isStrokeless = stroke > dotShare * longerSide(digit);
  const fitted = isStrokeless ? resize(digit, stroke / dotStrokePx) : fit(digit, stroke, leastSide);
  return { grid: centreByMass(fitted), box, isDot: isStrokeless || longerSide(digit) < leastSide };
}

/** The bounds of an image's ink, in whole pixels; null where there is none. */
export function inkBounds({ width, height, ink }: InkImage): Box | null {
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

/** Bring a cropped digit into 20 x 20, with strokes that neither all but vanish nor fill it up. */
function fit(digit: InkImage, stroke: number, leastSide: number): InkImage {
  const strokePx = (stroke / Math.max(longerSide(digit), leastSide)) * fitSide;
  if (strokePx < thinStrokePx) return thicken(digit, leastSide);
  return fillSide(strokePx > thickStrokePx ? thin(digit) : digit, leastSide);
}

/** Scale so that the longer side, or what it is at least taken for, is 20 pixels. */
function fillSide(digit: InkImage, leastSide: number): InkImage {
  return resize(digit, Math.max(longerSide(digit), leastSide) / fitSide);
}

function longerSide({ width, height }: InkImage): number {
  return Math.max(width, height);
}

function thicken(digit: InkImage, leastSide: number): InkImage {
  const factor = Math.ceil(longerSide(digit) / thickeningSidePx);
  const small = poolHighest(digit, factor);
  const side = Math.max(longerSide(small), leastSide / factor);
  const radius = -radiusTooMuch(strokeWidth(small), side, thickenedStrokePx);
  return fillSide(radius > 0 ? dilate(framed(small, Math.ceil(radius)), radius) : small, leastSide / factor);
}

/** Take the same off all edges; bays that are closed stay closed. */
function thin(digit: InkImage): InkImage {
  const small = resize(digit, longerSide(digit) / thinningSidePx);
  const radius = radiusTooMuch(strokeWidth(small), longerSide(small), thickStrokePx);
  const thinned = radius > 0 ? erode(small, radius) : small;
  const box = inkBounds(thinned);
  return box ? crop(thinned, box) : small;
}

/** By how much edges must move inwards for strokes of so many of the grid's pixels, the longer side being 20: it changes
 * with them, so that stroke - 2 radius = share * (side - 2 radius). Below 0 where they must move outwards. */
function radiusTooMuch(stroke: number, side: number, wantedPx: number): number {
  const share = wantedPx / fitSide;
  return (stroke - share * side) / (2 * (1 - share));
}

/** Reduce by a whole factor, keeping each block's highest ink: a line one pixel wide stays a line. */
export function poolHighest(image: InkImage, factor: number): InkImage {
  const width = Math.ceil(image.width / factor);
  const height = Math.ceil(image.height / factor);
  const ink = new Float32Array(width * height);
  for (let y = 0, at = 0; y < image.height; y++) {
    const row = Math.floor(y / factor) * width;
    for (let column = 0; column < width; column++) {
      const end = Math.min(at + factor, (y + 1) * image.width);
      let highest = ink[row + column]!;
      for (; at < end; at++) if (image.ink[at]! > highest) highest = image.ink[at]!;
      ink[row + column] = highest;
    }
  }
  return { width, height, ink };
}

/** The image with this much paper around it. */
function framed({ width, height, ink }: InkImage, margin: number): InkImage {
  const wide = width + 2 * margin;
  const framed = new Float32Array(wide * (height + 2 * margin));
  for (let y = 0; y < height; y++) {
    framed.set(ink.subarray(y * width, (y + 1) * width), (y + margin) * wide + margin);
  }
  return { width: wide, height: height + 2 * margin, ink: framed };
}

/** Go over the ink with a round, soft-edged pen of this radius, as far as the image reaches. */
export function dilate({ width, height, ink }: InkImage, radius: number): InkImage {
  const dilated = new Float32Array(width * height);
  const pen = roundPen(radius);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = ink[y * width + x]!;
      if (value === 0) continue;
      for (const { dx, dy, cover } of pen) {
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
        const index = (y + dy) * width + x + dx;
        dilated[index] = Math.max(dilated[index]!, value * cover);
      }
    }
  }
  return { width, height, ink: dilated };
}

/** Take a round, soft-edged pen's radius off all edges, by going over the paper with it. */
export function erode(image: InkImage, radius: number): InkImage {
  const paper = complement(framed(image, Math.ceil(radius) + 1));
  return complement(dilate(paper, radius));
}

function complement({ width, height, ink }: InkImage): InkImage {
  return { width, height, ink: ink.map((value) => 1 - value) };
}

function roundPen(radius: number): readonly { dx: number; dy: number; cover: number }[] {
  const margin = Math.ceil(radius);
  const offsets = Array.from({ length: 2 * margin + 1 }, (_, index) => index - margin);
  return offsets
    .flatMap((dy) => offsets.map((dx) => ({ dx, dy, cover: Math.min(1, radius + 1 - Math.hypot(dx, dy)) })))
    .filter(({ cover }) => cover > 0);
}

/** Make one pixel of so many, averaging areas. */
export function resize(image: InkImage, scale: number): InkImage {
  const [width, height] = [image.width, image.height].map((side) =>
    Math.max(1, Math.ceil(side / scale - 1e-9)),
  );
  // What the last pixel lacks is paper, half of it at either end.
  const [left, top] = [(image.width - width! * scale) / 2, (image.height - height! * scale) / 2];
  return sample(image, { left, top, scale, width: width!, height: height! });
}

/** A part of an image, or more than it, which is paper. */
export interface Part {
  /** Of its upper left corner, in the image's pixels. */
  readonly left: number;
  readonly top: number;
  /** How many of the image's pixels become one. */
  readonly scale: number;
  /** Its size in pixels of its own. */
  readonly width: number;
  readonly height: number;
}

/** A part of an image, averaging areas. */
export function sample(image: InkImage, { left, top, scale, width, height }: Part): InkImage {
  const columns = samplesOf(image.width, left, scale, width);
  const rows = samplesOf(image.height, top, scale, height);
  const across = new Float32Array(image.height * width); // height x columns
  for (let y = 0; y < image.height; y++) {
    columns.forEach((samples, x) => {
      let sum = 0;
      for (const { index, weight } of samples) sum += weight * image.ink[y * image.width + index]!;
      across[y * width + x] = sum;
    });
  }
  const ink = new Float32Array(height * width); // rows x columns
  rows.forEach((samples, y) => {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const { index, weight } of samples) sum += weight * across[index * width + x]!;
      ink[y * width + x] = sum;
    }
  });
  return { width, height, ink };
}

interface Sample {
  readonly index: number;
  readonly weight: number;
}

/** For each of `length` target pixels along one axis, the source pixels that it averages: the exact share of each that it
 * covers. Where the picture is enlarged, a target pixel still averages the width of one source pixel, which interpolates. */
function samplesOf(
  sourceLength: number,
  start: number,
  scale: number,
  length: number,
): readonly (readonly Sample[])[] {
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

/** Finds by how much a page is tilted, by its lines or by its writing, and straightens it. */
import { findComponents } from "../components";
import type { InkImage } from "../types";
import { usualHeight } from "./lines";
import { findLongLines, transposed, type LongLine } from "./long-lines";

/** Radians, to either side: a page in the hand lies no further askew. */
const mostTilt = (11 * Math.PI) / 180;
/** Less than this is none: what turning costs in sharpness is more. */
export const leastTilt = (0.4 * Math.PI) / 180;
/** Lines tell the tilt where they are so long, as a share of the image's longer side, and together as long as this many sides. */
const leastLength = 0.12;
const leastTotal = 0.8;
const mostThickness = 0.015;
/** Writing tells it where there are so many digits. */
const fewestDigits = 6;
/** By how much its rows must be clearer when it is turned. */
const clearer = 1.1;
/** A page is turned in blocks of so many pixels. */
const blockPx = 8;
/** Steps in which angles are tried, in radians. */
const [coarse, fine] = [Math.PI / 180, Math.PI / 1440];

/** The tilt of a page in radians, clockwise; 0 where nothing tells it. */
export function findTilt(image: InkImage): number {
  return tiltOfLines(image) ?? tiltOfWriting(image);
}

/** The image turned clockwise about its middle, by radians, with as much paper around it as holds it whole. */
export function turned(image: InkImage, angle: number): InkImage {
  const { width, height } = image;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const wide = Math.ceil(width * Math.abs(cos) + height * Math.abs(sin));
  const high = Math.ceil(width * Math.abs(sin) + height * Math.abs(cos));
  const out = { width: wide, height: high, ink: new Float32Array(wide * high) };
  // Most of a page is paper: only blocks are gone through about whose place there is ink.
  const inked = inkedBlocks(image);
  for (let top = 0; top < high; top += blockPx) {
    for (let left = 0; left < wide; left += blockPx) {
      const [dx, dy] = [left + (blockPx - wide) / 2, top + (blockPx - high) / 2];
      const [x, y] = [cos * dx + sin * dy + width / 2, cos * dy - sin * dx + height / 2];
      if (isInkAbout(inked, Math.floor(x / blockPx), Math.floor(y / blockPx)))
        turnBlock(image, out, cos, sin, left, top);
    }
  }
  return out;
}

interface Blocks {
  readonly columns: number;
  readonly rows: number;
  /** 1 where a block holds any ink. */
  readonly inked: Uint8Array;
}

function inkedBlocks({ width, height, ink }: InkImage): Blocks {
  const [columns, rows] = [Math.ceil(width / blockPx), Math.ceil(height / blockPx)];
  const inked = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / blockPx) * columns;
    for (let x = 0; x < width; x++) if (ink[y * width + x]! > 0) inked[row + Math.floor(x / blockPx)] = 1;
  }
  return { columns, rows, inked };
}

/** Whether there is any ink in a block or its neighbours. */
function isInkAbout({ columns, rows, inked }: Blocks, column: number, row: number): boolean {
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
      if (inked[y * columns + x]) return true;
  }
  return false;
}

function turnBlock(
  { width, height, ink }: InkImage,
  out: InkImage,
  cos: number,
  sin: number,
  start: number,
  first: number,
): void {
  const [end, last] = [Math.min(out.width, start + blockPx), Math.min(out.height, first + blockPx)];
  for (let y = first; y < last; y++) {
    const dy = y + 0.5 - out.height / 2;
    for (let x = start; x < end; x++) {
      const dx = x + 0.5 - out.width / 2;
      const fromX = cos * dx + sin * dy + width / 2 - 0.5;
      const fromY = cos * dy - sin * dx + height / 2 - 0.5;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const right = fromX - left;
      const below = fromY - top;
      const upper = ink[at]! * (1 - right) + ink[at + 1]! * right;
      const lower = ink[at + width]! * (1 - right) + ink[at + width + 1]! * right;
      out.ink[y * out.width + x] = upper * (1 - below) + lower * below;
    }
  }
}

/** The middle of all lines' angles by their length; null where there are too few lines. */
function tiltOfLines(image: InkImage): number | null {
  const side = Math.max(image.width, image.height);
  const found = (seen: InkImage) =>
    findLongLines(seen, leastLength * side, Math.max(3, mostThickness * side));
  const angles = [
    ...found(transposed(image)).map((line) => ({
      angle: Math.atan(slopeOf(line)),
      length: line.middles.length,
    })),
    ...found(image).map((line) => ({ angle: -Math.atan(slopeOf(line)), length: line.middles.length })),
  ].filter(({ angle }) => Math.abs(angle) <= mostTilt);
  const total = angles.reduce((sum, { length }) => sum + length, 0);
  if (total < leastTotal * side) return null;
  let rest = total / 2;
  return angles.sort((a, b) => a.angle - b.angle).find(({ length }) => (rest -= length) <= 0)!.angle;
}

function slopeOf({ middles }: LongLine): number {
  return (middles.at(-1)! - middles[0]!) / (middles.length - 1 || 1);
}

/** The angle at which the writing's rows stand out most. */
function tiltOfWriting(image: InkImage): number {
  const components = findComponents(image);
  const height = usualHeight(components);
  const places: readonly Place[] = components
    .filter((part) => part.bottom - part.top > height / 2 && part.bottom - part.top < 2 * height)
    .map(({ left, right, top, bottom }) => ({ x: (left + right) / 2, top, bottom }));
  if (places.length < fewestDigits) return 0;
  const clearness = (angle: number) => rowsClearness(places, Math.tan(angle), height);
  const best = (around: number, reach: number, step: number) => {
    const steps = Math.round(reach / step);
    const angles = Array.from({ length: 2 * steps + 1 }, (_, index) => around + (index - steps) * step);
    const found = angles.map((angle) => ({ angle, clear: clearness(angle) }));
    return found.reduce((best, each) => (each.clear > best.clear ? each : best)).angle;
  };
  const angle = best(best(0, mostTilt, coarse), coarse, fine);
  return clearness(angle) > clearer * clearness(0) ? angle : 0;
}

interface Place {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** How much the writing gathers in rows that rise so: the mean square of how many digits lie at each height. */
function rowsClearness(places: readonly Place[], slope: number, height: number): number {
  const bins = new Map<number, number>();
  const size = height / 8;
  for (const { x, top, bottom } of places) {
    const [first, last] = [top - x * slope, bottom - x * slope].map((y) => Math.floor(y / size)) as [
      number,
      number,
    ];
    for (let bin = first; bin <= last; bin++) bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return Array.from(bins.values()).reduce((sum, count) => sum + count * count, 0);
}

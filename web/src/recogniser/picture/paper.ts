/** Tells whether a picture is more than ink on even paper: a photograph, or a scan of paper with rules. */
import { inkBounds, poolHighest } from "../normalise";
import type { InkImage, Pixels, Wanted } from "../types";
import { blockSide } from "../windows";
import { borderOf, findInk, luminanceOver } from "./ink";
import { withoutRules } from "./rules";
import { isBoxed } from "./writing";

/** Smaller pictures show no paper to tell light from. */
const leastSidePx = 56;
/** Paper that was drawn or scanned clean is of one grey: half of a picture's border lies within so many. Of USPS's digits,
 * cut tight, 99.6% are so, of generated photographs one in 200. */
const flatGreys = 4000;
const flatShare = 0.5;
/** Paper that was scanned less clean is even beside its ink: at most this share of its border is darker than paper may be.
 * Of generated photographs one in 100 is so, boards all of them. */
const unevenShare = 0.002;
/** To tell whether it is even or ruled it is looked at in so many pixels. */
const pixelsAfar = 200_000;
/** Rules on clean paper have so much of full ink, and what is written at least so much. An edge is this share of the
 * picture's side. */
const [leastInk, writtenInk, edgeShare] = [0.1, 0.5, 0.02];

/** Whether a picture isn't simply ink on paper of one grey: light falls on it, or what isn't wanted is printed on it. Of a
 * sheet all that is printed is wanted. */
export function isPhotograph(pixels: Pixels, wanted: Wanted): boolean {
  const { width, height } = pixels;
  if (Math.min(width, height) < leastSidePx) return false;
  if (wanted === "sheet") return !isFlat(pixels);
  if (!isFlat(pixels) && !isEven(pixels)) return true;
  const image = findInk(pixels);
  return isRuled(image) || isBoxed(image);
}

/** Whether half of a picture's border is of one grey. */
function isFlat(pixels: Pixels): boolean {
  const border = luminanceOver(255_000, { data: chosen(pixels, borderOf(pixels)) }).sort();
  const half = Math.ceil(flatShare * border.length);
  return border.some((grey, i) => i >= half - 1 && grey - border[i - half + 1]! <= flatGreys);
}

/** Whether a picture's border is within what is paper anyway, beside ink so strong. */
function isEven(pixels: Pixels): boolean {
  const image = findInk(thinned(pixels, blockSide(pixels, pixelsAfar)));
  // What is too faint to be told from paper here may be ink to a closer look.
  if (image.ink.every((value) => value === 0)) return false;
  const border = borderOf(image);
  return border.filter((at) => image.ink[at]! > 0).length <= unevenShare * border.length;
}

/** Every n-th pixel of every n-th row, n being the step. */
function thinned(pixels: Pixels, step: number): Pixels {
  const [width, height] = [Math.ceil(pixels.width / step), Math.ceil(pixels.height / step)];
  const places = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) places[at++] = step * (y * pixels.width + x);
  }
  return { width, height, data: chosen(pixels, places) };
}

/** Some of a picture's pixels. */
function chosen({ data }: Pixels, places: ArrayLike<number>): Uint8ClampedArray {
  const found = new Uint8ClampedArray(4 * places.length);
  for (let to = 0; to < places.length; to++) {
    const from = 4 * places[to]!;
    for (let channel = 0; channel < 4; channel++) found[4 * to + channel] = data[from + channel]!;
  }
  return found;
}

/** Whether clean ink has rules that run through all of the picture, and something written within: what is cut tight around
 * a digit has its level strokes from one edge to the other. */
function isRuled(image: InkImage): boolean {
  const small = poolHighest(image, blockSide(image, pixelsAfar));
  const { width, height, ink: values } = small;
  if (!edgesOf(small).some(([near, far]) => near && far)) return false;
  const rest = withoutRules({ width, height, values }, 0, leastInk);
  const written = { width, height, ink: rest.values.map((value) => (value > writtenInk ? value : 0)) };
  return inkBounds(written) !== null && !edgesOf(written).flat().includes(true);
}

/** Whether ink reaches a picture's left and right edge, and its upper and lower one. */
function edgesOf(image: InkImage): readonly (readonly [boolean, boolean])[] {
  const bounds = inkBounds(image);
  if (!bounds) return [];
  const [marginX, marginY] = [edgeShare * image.width, edgeShare * image.height];
  return [
    [bounds.x < marginX, bounds.x + bounds.width > image.width - marginX],
    [bounds.y < marginY, bounds.y + bounds.height > image.height - marginY],
  ];
}

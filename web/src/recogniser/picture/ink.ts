/** Finds the ink in a picture: dark on light, light on dark, on grey or on transparent paper. */
import type { InkImage, Pixels } from "../types";

/** Luminance is counted in thousandths of a grey: whole numbers, so that a picture's negative gives the same ink, bit for bit. */
const grey = 1000;
/** Where even full ink differs from its paper by less than this, of 255 greys, there is only noise. */
const minContrast = 24 * grey;
/** The share of full ink up to which a pixel is paper: JPEG rings around strokes with about a tenth. */
const paperShare = 0.1;
const [white, black] = [255 * grey, 0];

/** Measure each pixel's ink; a picture without contrast gives nothing but paper. */
export function findInk(pixels: Pixels): InkImage {
  const { width, height, data } = pixels;
  // White ink on transparent paper shows only against black.
  const ink = inkOver(white, pixels) ?? inkOver(black, pixels) ?? new Float32Array(data.length / 4);
  return { width, height, ink };
}

/** Ink from 0 to 1, of the picture laid over a grey ground; null where nothing stands out from the paper. */
function inkOver(ground: number, pixels: Pixels): Float32Array | null {
  const luminance = luminanceOver(ground, pixels);
  const contrast = awayFromPaper(luminance, medianOfBorder(luminance, pixels));
  const full = fullContrast(contrast);
  if (full < minContrast) return null;
  const floor = paperShare * full;
  return contrast.map((value) => Math.min(1, Math.max(0, (value - floor) / (full - floor))));
}

/** Luminance (ITU-R BT.601) of the picture laid over a ground, 0 to 255,000. */
export function luminanceOver(ground: number, { data }: Pick<Pixels, "data">): Float32Array {
  const luminance = new Float32Array(data.length / 4);
  for (let i = 0; i < luminance.length; i++) {
    const colour = 299 * data[4 * i]! + 587 * data[4 * i + 1]! + 114 * data[4 * i + 2]!;
    luminance[i] = ground + (colour - ground) * (data[4 * i + 3]! / 255);
  }
  return luminance;
}

/** Where the outermost pixels of a picture are among all, row by row; its corners twice. */
export function borderOf({ width, height }: Pick<Pixels, "width" | "height">): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) border.push(y * width, (y + 1) * width - 1);
  return border;
}

/** The border is paper even where a digit touches it: it never covers half of it. */
function medianOfBorder(luminance: Float32Array, pixels: Pixels): number {
  const border = borderOf(pixels).map((at) => luminance[at]!);
  border.sort((a, b) => a - b);
  // Their number is even; either of the two in the middle alone would be the other one in the negative.
  const middle = border.length / 2;
  return (border[middle - 1]! + border[middle]!) / 2;
}

/** How far each pixel lies from the paper, on the side where the ink is: below 0 on the other. */
function awayFromPaper(luminance: Float32Array, paper: number): Float32Array {
  // Squares, so that little but strong ink outweighs the wide, weak shading of a photograph.
  let [lighter, darker] = [0, 0];
  for (let i = 0; i < luminance.length; i++) {
    const difference = luminance[i]! - paper;
    if (difference > 0) lighter += difference * difference;
    else darker += difference * difference;
  }
  // Where neither outweighs the other, as in black beside white, what comes first is paper: in the negative as well.
  const first = luminance.find((value) => value !== paper) ?? paper;
  const inkIsLight = lighter === darker ? first < paper : lighter > darker;
  return luminance.map((value) => (inkIsLight ? value - paper : paper - value));
}

/** The contrast of full ink: the mean of all beyond half the strongest, which a single speck can't move far. */
function fullContrast(contrast: Float32Array): number {
  let strongest = 0;
  for (let i = 0; i < contrast.length; i++) strongest = Math.max(strongest, contrast[i]!);
  let [sum, count] = [0, 0];
  for (let i = 0; i < contrast.length; i++) {
    if (contrast[i]! <= strongest / 2) continue;
    sum += contrast[i]!;
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

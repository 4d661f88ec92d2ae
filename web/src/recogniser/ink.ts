/** Finds the ink in a picture: dark on light, light on dark, on grey or on transparent paper. */
import type { InkImage, Pixels } from "./types";

/** Ink that differs less from its paper than this, of 255, is no ink but noise. */
const minContrast = 24;
/** The share of full ink below which a pixel is paper: JPEG rings around strokes with up to a tenth. */
const paperShare = 0.1;
const [white, black] = [255, 0];

/** Measure each pixel's ink; a picture without contrast gives paper only. */
export function findInk(pixels: Pixels): InkImage {
  const onWhite = inkOf(luminanceOver(pixels, white), pixels);
  // White ink on nothing shows only against black.
  return onWhite ?? inkOf(luminanceOver(pixels, black), pixels) ?? paperOnly(pixels);
}

/** Luminance (ITU-R BT.601) of the picture laid over a grey ground, 0 to 255. */
function luminanceOver({ data }: Pixels, ground: number): Float32Array {
  const luminance = new Float32Array(data.length / 4);
  for (let i = 0; i < luminance.length; i++) {
    const colour = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
    const opacity = data[4 * i + 3]! / 255;
    luminance[i] = ground + (colour - ground) * opacity;
  }
  return luminance;
}

function inkOf(luminance: Float32Array, { width, height }: Pixels): InkImage | null {
  const paper = medianOfBorder(luminance, width, height);
  const polarity = inkPolarity(luminance, paper);
  const full = fullContrast(luminance, paper, polarity);
  if (full < minContrast) return null;
  const ink = luminance.map((light) => {
    const share = ((light - paper) * polarity) / full;
    return Math.min(1, Math.max(0, (share - paperShare) / (1 - paperShare)));
  });
  return { width, height, ink };
}

/** 1 where the ink is lighter than its paper, -1 where it is darker. */
function inkPolarity(luminance: Float32Array, paper: number): 1 | -1 {
  // Squares, so that little but strong ink outweighs the wide, weak shading of a photograph.
  let [lighter, darker] = [0, 0];
  for (const light of luminance) {
    const squared = (light - paper) ** 2;
    if (light > paper) lighter += squared;
    else darker += squared;
  }
  return lighter > darker ? 1 : -1;
}

/** How far full ink lies from its paper: the mean of what lies beyond half the farthest, which one speck can't move. */
function fullContrast(luminance: Float32Array, paper: number, polarity: number): number {
  const contrastOf = (light: number) => (light - paper) * polarity;
  const farthest = luminance.reduce((highest, light) => Math.max(highest, contrastOf(light)), 0);
  let [sum, count] = [0, 0];
  for (const light of luminance) {
    if (contrastOf(light) <= farthest / 2) continue;
    sum += contrastOf(light);
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

function medianOfBorder(luminance: Float32Array, width: number, height: number): number {
  const rows = [luminance.subarray(0, width), luminance.subarray((height - 1) * width)];
  const sides = Array.from({ length: height }, (_, y) => [
    luminance[y * width]!,
    luminance[(y + 1) * width - 1]!,
  ]);
  const border = Float32Array.from([...rows.flatMap((row) => [...row]), ...sides.flat()]).sort();
  return border[border.length >> 1] ?? white;
}

function paperOnly({ width, height }: Pixels): InkImage {
  return { width, height, ink: new Float32Array(width * height) };
}

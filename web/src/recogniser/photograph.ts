/** Brings a photograph's pixels to ink: illumination flattened, rules dropped, and what is written found. */
import { flatten, grainOf, withDarkInk } from "./flatten";
import { luminanceOver } from "./ink";
import type { InkImage, Pixels, Wanted } from "./types";
import { pageInk } from "./page-ink";
import { withoutRules } from "./rules";
import { findWriting, type Sought, type Writing } from "./writing";
import { pooled, type Field } from "./windows";

/** Smaller pictures show no paper to tell light from. */
const leastSidePx = 56;
/** Paper that was drawn or scanned clean is of one grey: half of a picture's border lies within so many. Of USPS's digits,
 * cut tight, 99.6% are so, of generated photographs one in 200. */
const flatGreys = 4000;
const flatShare = 0.5;
/** Half of how wide a stroke may be, as a share of the shorter side, before it counts as a shadow: most are thinner than
 * the first, and few shadows are narrower. */
const [thinShare, thickShare] = [0.05, 0.11];
/** What is found with the second share alone has so many times the weight, and so much of the contrast. */
const [thickWeight, thickContrast] = [1.25, 0.85];
const pixelsAfar = 200_000;
/** On a sheet digits are small. */
const sheetShare = 0.04;

/** Whether the light on a picture's paper isn't even. */
export function isPhotograph(pixels: Pixels): boolean {
  const { width, height } = pixels;
  if (Math.min(width, height) < leastSidePx) return false;
  const luminance = luminanceOver(255_000, pixels);
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(luminance[x]!, luminance[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) border.push(luminance[y * width]!, luminance[(y + 1) * width - 1]!);
  border.sort((a, b) => a - b);
  const half = Math.ceil(flatShare * border.length);
  return border.every((grey, i) => i < half - 1 || grey - border[i - half + 1]! > flatGreys);
}

/** The ink of what is wanted on a photograph. */
export function inkOfPhotograph(pixels: Pixels, wanted: Wanted): InkImage {
  const { width, height } = pixels;
  const luminance = withDarkInk({ width, height, values: luminanceOver(255_000, pixels) });
  if (wanted === "sheet") {
    const contrast = flatten(luminance, sheetShare);
    return pageInk(contrast, grainOf(contrast));
  }
  return writingOf(luminance, inkShareOf(luminance, wanted), wanted).image;
}

function writingOf(luminance: Field, inkShare: number, wanted: Sought): Writing {
  const contrast = flatten(luminance, inkShare);
  const grain = grainOf(contrast);
  return findWriting(withoutRules(contrast, grain), grain, wanted);
}

/** How wide a stroke may be: by what is seen of it from afar. Of what is much thicker the thinner share leaves but the edge.
 * What it leaves of a shadow is darker than the rest, or more than all of it. */
function inkShareOf(luminance: Field, wanted: Sought): number {
  const { width, height } = luminance;
  const afar = pooled(luminance, Math.ceil(Math.sqrt((width * height) / pixelsAfar)));
  const [thin, thick] = [thinShare, thickShare].map((share) => writingOf(afar, share, wanted)) as [
    Writing,
    Writing,
  ];
  const isMore = thick.weight > thickWeight * thin.weight && thick.contrast > thickContrast * thin.contrast;
  return isMore ? thickShare : thinShare;
}

/** Brings a photograph's pixels to ink: illumination flattened, rules dropped, and what is written found. */
import { inkBounds } from "../normalise";
import type { InkImage, Pixels, Wanted } from "../types";
import { blockSide, pooled, type Field } from "../windows";
import { flatten, grainOf, withDarkInk } from "./flatten";
import { luminanceOver } from "./ink";
import { pageInk } from "./page-ink";
import { withoutRules } from "./rules";
import { findWriting, type Sought, type Writing } from "./writing";

/** Half of how wide a stroke may be, as a share of the shorter side, before it counts as a shadow: most are thinner than
 * the first, and few shadows are narrower. */
const [thinShare, thickShare] = [0.05, 0.11];
/** What is found with the second share alone has so many times the weight, and so much of the contrast. */
const [thickWeight, thickContrast] = [1.25, 0.85];
/** So is what is found within the bounds of the other, with a little more weight and hardly less contrast. */
const [fullerWeight, fullerContrast, boundsSlackPx] = [1.02, 0.95, 2];
const pixelsAfar = 200_000;
/** On a sheet digits are small. */
const sheetShare = 0.04;

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
  const afar = pooled(luminance, blockSide(luminance, pixelsAfar));
  const [thin, thick] = [thinShare, thickShare].map((share) => writingOf(afar, share, wanted)) as [
    Writing,
    Writing,
  ];
  const isMore = thick.weight > thickWeight * thin.weight && thick.contrast > thickContrast * thin.contrast;
  return isMore || isFuller(thick, thin) ? thickShare : thinShare;
}

/** Whether one writing has more ink than another, as dark and within the same bounds: then the other has lost the middle
 * of strokes. */
function isFuller(thick: Writing, thin: Writing): boolean {
  const [whole, lost] = [inkBounds(thick.image), inkBounds(thin.image)];
  if (!whole || !lost || thick.weight < fullerWeight * thin.weight) return false;
  const moved = [
    whole.x - lost.x,
    whole.y - lost.y,
    whole.x + whole.width - lost.x - lost.width,
    whole.y + whole.height - lost.y - lost.height,
  ];
  return (
    thick.contrast > fullerContrast * thin.contrast && moved.every((by) => Math.abs(by) <= boundsSlackPx)
  );
}

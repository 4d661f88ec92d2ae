/** Brings a picture to ink: decodes it, finds the ink, and looks at a large picture's writing from nearer. */
import { inkBounds } from "../normalise";
import { inSource } from "../placed-ink";
import type { Box, InkImage, PictureView, PlacedInk, Wanted } from "../types";
import { openPicture, type OpenPicture } from "./decode";
import { withoutDesk } from "./desk";
import { withoutDust } from "./dust";
import { beyondFrame } from "./edge-frame";
import { findInk } from "./ink";
import { isPhotograph } from "./paper";
import { findPaperEdges } from "./paper-edges";
import { inkOfPhotograph } from "./photograph";

/** Pixels that are looked at: a digit needs 20 x 20, and a sheet holds many. */
const workingPixels = { digit: 1_500_000, line: 1_500_000, sheet: 4_000_000 };
/** Paper around what is looked at from nearer, as a share of its longer side: a photograph's tells the light. */
const [margin, litMargin] = [1 / 16, 1 / 2];

/** What is larger on a photograph, whose edges are never sharp, isn't looked at from nearer. */
const finePx = 120;

/** Find a picture's ink, cleaned of what is none of what is wanted.
 * @throws UnreadableSourceError */
export async function inkOfPicture(
  source: Blob | ImageData | ImageBitmap,
  wanted: Wanted,
): Promise<PlacedInk> {
  const picture = await openPicture(source);
  try {
    return lookAt(picture, wanted);
  } finally {
    picture.close();
  }
}

/** Find a page's ink where somebody else has seen that the page lies.
 * @throws UnreadableSourceError */
export async function inkOfPage<Seen extends { readonly box: Box }>(
  source: Blob | ImageData | ImageBitmap,
  see: (picture: OpenPicture) => Promise<Seen>,
): Promise<{ readonly placed: PlacedInk; readonly seen: Seen }> {
  const picture = await openPicture(source);
  try {
    const seen = await see(picture);
    return { placed: lookAt(picture, "sheet", seen.box), seen };
  } finally {
    picture.close();
  }
}

function lookAt(picture: OpenPicture, wanted: Wanted, within?: Box): PlacedInk {
  const seen = picture.view(workingPixels[wanted], within);
  const edges = findPaperEdges(seen);
  const view = beyondFrame(withoutDesk(seen, edges));
  const isLit = isPhotograph(view.pixels, wanted);
  const inkOf = ({ pixels, ...place }: PictureView): PlacedInk => {
    const image = isLit ? inkOfPhotograph(pixels, wanted) : inkOfPaper(pixels, wanted);
    return { image, leastSide: 0, ...place };
  };
  const whole = inkOf(view);
  const written = whole.scale < 1 && wanted !== "sheet" ? inkBounds(whole.image) : null;
  if (!written || (isLit && Math.min(written.width, written.height) > finePx)) return whole;
  // A large picture's writing is looked at from nearer: much paper around it may not cost it detail.
  const part = inSource(withPaper(written, isLit ? litMargin : margin), whole);
  return inkOf(beyondFrame(withoutDesk(picture.view(workingPixels[wanted], part), edges)));
}

/** Ink on paper of one grey. */
function inkOfPaper(pixels: PictureView["pixels"], wanted: Wanted): InkImage {
  const image = findInk(pixels);
  return wanted === "digit" ? withoutDust(image) : image;
}

/** Bounds of ink with a margin: its border tells the paper, and it holds the faint edges that reducing took off. */
function withPaper({ x, y, width, height }: Box, share: number): Box {
  const around = 2 + Math.max(width, height) * share;
  return { x: x - around, y: y - around, width: width + 2 * around, height: height + 2 * around };
}

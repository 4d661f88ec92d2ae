/** Brings a picture to ink: decodes it, finds the ink, and looks at a large picture's writing from nearer. */
import { openPicture, type PictureView } from "./decode";
import { findInk } from "./ink";
import { inkBounds } from "./normalise";
import { inSource } from "./placed-ink";
import type { Box, InkImage, PlacedInk } from "./types";

/** Find a picture's ink, cleaned of what was not written.
 * @throws UnreadableSourceError */
export async function inkOfPicture(
  source: Blob | ImageData | ImageBitmap,
  cleaned: (image: InkImage) => InkImage,
): Promise<PlacedInk> {
  const picture = await openPicture(source);
  try {
    const whole = inkOfView(picture.view(), cleaned);
    const written = whole.scale < 1 ? inkBounds(whole.image) : null;
    // A large picture's writing is looked at from nearer: much paper around it may not cost it detail.
    return written ? inkOfView(picture.view(inSource(withPaper(written), whole)), cleaned) : whole;
  } finally {
    picture.close();
  }
}

/** Bounds of ink with a margin: its border tells the paper, and it holds the faint edges that reducing took off. */
function withPaper({ x, y, width, height }: Box): Box {
  const margin = 2 + Math.max(width, height) / 16;
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}

function inkOfView({ pixels, ...place }: PictureView, cleaned: (image: InkImage) => InkImage): PlacedInk {
  return { image: cleaned(findInk(pixels)), leastSide: 0, ...place };
}

/** How long the line is, and where its digits stand on it: in pad units, of which it is always as many high. */
import type { Box, Stroke } from "../../recogniser/index";
import { type DrawingSheet, isBlank, padSize, penWidth, type Sheet } from "../sheet";

/** Room for twelve digits in a large hand. */
export const maxLineWidth = 14 * padSize;

/** After the last ink, as a share of what is in sight: enough for two more digits, and no more than a hand can foresee. */
const roomAfterInk = 0.55;

/** How wide the line must be for a sheet, where so much of it is in sight. */
export function widthFor(sheet: Sheet, inSight: number): number {
  if (sheet.kind === "picture") {
    const { width, height } = sheet.preview;
    return Math.max(inSight, Math.min((width / height) * padSize, maxLineWidth));
  }
  return Math.max(inSight, Math.min(endOfInk(sheet) + roomAfterInk * inSight, maxLineWidth));
}

/** Where the line should be scrolled to, that there is room to write on; null where there is. */
export function scrollForRoom(
  sheet: Sheet,
  view: { readonly start: number; readonly inSight: number },
): number | null {
  if (sheet.kind === "picture" || isBlank(sheet)) return null;
  const end = endOfInk(sheet);
  const room = Math.min(roomAfterInk * view.inSight, padSize);
  const isInSight = end > view.start && end < view.start + view.inSight + padSize;
  return isInSight && view.start + view.inSight - end < room ? end + room - view.inSight : null;
}

/** The height in pixels of a picture's line, from the ordinary height to the most: all of it is shown, unless it is long. */
export function pictureHeight(
  { width, height }: { readonly width: number; readonly height: number },
  { inSightPx, ordinaryPx, mostPx }: Record<"inSightPx" | "ordinaryPx" | "mostPx", number>,
): number {
  return Math.min(Math.max(ordinaryPx, (inSightPx * height) / width), Math.max(ordinaryPx, mostPx));
}

/** The place of the digit that is tapped at; -1 where the pen draws, or taps beside the digits. */
export function tappedCharacter(strokes: readonly Stroke[], boxes: readonly Box[]): number {
  const [stroke, ...others] = strokes;
  const [start] = stroke ?? [];
  if (stroke === undefined || start === undefined || others.length > 0) return -1;
  const reach = Math.max(...stroke.map(([x, y]) => Math.hypot(x - start[0], y - start[1])));
  if (reach > penWidth / 2) return -1;
  return boxes.findIndex(
    ({ x, y, width, height }) =>
      start[0] >= x && start[0] <= x + width && start[1] >= y && start[1] <= y + height,
  );
}

function endOfInk(sheet: DrawingSheet): number {
  return Math.max(0, ...sheet.strokes.flatMap((stroke) => stroke.map(([x]) => x)));
}

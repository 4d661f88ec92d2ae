import type { Box } from "../recogniser/index";
import { make } from "./make";
import { padSize } from "./sheet";

/** A frame around a digit on a pad of so many units, or around a mark. */
export function frameOn(
  padWidth: number,
  { x, y, width, height }: Box,
  of: "digit" | "chosen" | "mark",
): HTMLElement {
  const made = make("div", { class: of === "digit" ? "frame" : `frame ${of}` });
  made.style.left = `${(100 * x) / padWidth}%`;
  made.style.width = `${(100 * width) / padWidth}%`;
  made.style.top = `${(100 * y) / padSize}%`;
  made.style.height = `${(100 * height) / padSize}%`;
  return made;
}

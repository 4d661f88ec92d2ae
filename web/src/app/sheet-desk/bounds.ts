import type { Box } from "../../recogniser/index";
import type { Cell } from "./table";

/** The box around boxes. */
export function boundsOf(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Where a number's digits and marks are, which may be small in its cell, or a cell without them; in the picture's pixels. */
export function inkBoxOf({ box, line }: Cell): Box {
  if (line.characters.length === 0) return box;
  return boundsOf(line.characters.map(({ read }) => read.box));
}

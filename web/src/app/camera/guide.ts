/** The frame over the camera's picture: what is inside it is read. */
import type { Box, ReadMode } from "../../recogniser/index";
import type { Size } from "../darkroom/cut";

/** The guide's longest sides, in shares of the picture's; and its width for each of its height, null where it has no form of its own. */
const guides: Readonly<
  Record<ReadMode, { readonly width: number; readonly height: number; readonly form: number | null }>
> = {
  digit: { width: 0.66, height: 0.66, form: 1 },
  number: { width: 0.92, height: 0.5, form: 3 },
  sheet: { width: 0.94, height: 0.94, form: null },
};

/** The guide in the middle of a picture, in shares of its width and height. */
export function guideFor(mode: ReadMode, picture: Size): Box {
  const { form, ...most } = guides[mode];
  const highest = (most.width * picture.width) / (form ?? 1) / picture.height;
  const height = form === null ? most.height : Math.min(most.height, highest);
  const width = form === null ? most.width : (height * picture.height * form) / picture.width;
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

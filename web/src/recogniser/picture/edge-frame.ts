/** Gives a picture that was cut at its frame, or on a line, paper beyond it: a line at the very edge is no paper. */
import { medianOf } from "../median";
import type { Pixels, PictureView } from "../types";
import { luminanceOver } from "./ink";

/** A line at the edge is at most so many pixels broad: paper shows this far inside. */
const broadestLine = 4;
/** From paper a line's median differs by at least so much, in thousandths of a grey. */
const leastContrast = 30_000;
/** Of paper beyond the edge. */
const margin = 4;
/** Smaller pictures hold no frame and a digit. */
const leastSide = 24;

/** The picture with paper about it where a line runs along one of its edges; as it is where none does. */
export function beyondFrame(view: PictureView): PictureView {
  const { pixels, left, top, scale } = view;
  if (Math.min(pixels.width, pixels.height) < leastSide) return view;
  const hasLine = sides.some((side) => {
    const [edge, inside] = [0, broadestLine].map((depth) =>
      medianOf(luminanceAt(pixels, side(pixels, depth))),
    );
    return Math.abs(edge! - inside!) >= leastContrast;
  });
  if (!hasLine) return view;
  return {
    pixels: padded(pixels, colourOf(pixels, ringAt(pixels, broadestLine))),
    left: left - margin / scale,
    top: top - margin / scale,
    scale,
  };
}

type Size = Pick<Pixels, "width" | "height">;

const row = ({ width }: Size, y: number) => Array.from({ length: width }, (_, x) => y * width + x);
const column = ({ width, height }: Size, x: number) =>
  Array.from({ length: height }, (_, y) => y * width + x);

/** The pixels of each side, so far inside. */
const sides: readonly ((size: Size, depth: number) => readonly number[])[] = [
  (size, depth) => row(size, depth),
  (size, depth) => row(size, size.height - 1 - depth),
  (size, depth) => column(size, depth),
  (size, depth) => column(size, size.width - 1 - depth),
];

function ringAt(size: Size, depth: number): readonly number[] {
  return sides.flatMap((side) => side(size, depth));
}

/** Of these pixels alone: a picture has millions. */
function luminanceAt({ data }: Pixels, at: readonly number[]): readonly number[] {
  const some = new Uint8ClampedArray(4 * at.length);
  at.forEach((from, index) => some.set(data.subarray(4 * from, 4 * from + 4), 4 * index));
  return Array.from(luminanceOver(255_000, { data: some }));
}

/** The median of each channel. */
function colourOf({ data }: Pixels, at: readonly number[]): readonly number[] {
  return [0, 1, 2, 3].map((channel) => medianOf(at.map((each) => data[4 * each + channel]!)));
}

function padded({ width, height, data }: Pixels, colour: readonly number[]): Pixels {
  const wide = width + 2 * margin;
  const more = new Uint8ClampedArray(4 * wide * (height + 2 * margin));
  for (let at = 0; at < more.length; at += 4) more.set(colour, at);
  for (let y = 0; y < height; y++) {
    more.set(data.subarray(4 * y * width, 4 * (y + 1) * width), 4 * ((y + margin) * wide + margin));
  }
  return { width: wide, height: height + 2 * margin, data: more };
}

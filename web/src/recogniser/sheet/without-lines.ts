/** Takes lines out of a picture's ink and leaves the strokes whole that cross them. */
import { faintestInk, type InkImage } from "../types";
import { endOf, placeAt, type LongLine } from "./long-lines";

/** A line's soft edges, in pixels to either side. */
const edgePx = 1;
/** Where a line ends at another, the corner belongs to neither: so many of its thicknesses further on. */
const cornerShare = 2;
/** Ink at a line's place is the line alone while it is at most so many times as thick, and so many pixels more. */
const mostThicker = 1.6;
const mostThickerPx = 3;

/** How an image is gone through: `along` a line and `aside` from it, as steps between indices. */
interface Walk {
  readonly along: number;
  readonly aside: number;
  readonly length: number;
  readonly breadth: number;
}

/** The image without these lines; `rows` go from left to right and are given as in the image's transpose. */
export function withoutLines(
  image: InkImage,
  rows: readonly LongLine[],
  columns: readonly LongLine[],
): InkImage {
  const { width, height } = image;
  const across: Walk = { along: 1, aside: width, length: width, breadth: height };
  const down: Walk = { along: width, aside: 1, length: height, breadth: width };
  const lines = [
    ...rows.map((line) => ({ line, walk: across })),
    ...columns.map((line) => ({ line, walk: down })),
  ];
  const onLine = new Uint8Array(image.ink.length);
  for (const { line, walk } of lines) {
    bandsOf(image.ink, line, walk, (step, from, to) => {
      for (let place = from; place < to; place++) onLine[step * walk.along + place * walk.aside] = 1;
    });
  }
  const ink = image.ink.slice();
  for (const { line, walk } of lines) {
    bandsOf(image.ink, line, walk, (step, from, to) => {
      if (isCrossed(image.ink, onLine, line, walk, step, from, to)) return;
      for (let place = from; place < to; place++) ink[step * walk.along + place * walk.aside] = 0;
    });
  }
  return { width, height, ink };
}

/** Visit what a line covers at each step along it: the places aside from `from` up to and not including `to`. */
function bandsOf(
  ink: Float32Array,
  line: LongLine,
  { along, aside, length, breadth }: Walk,
  visit: (step: number, from: number, to: number) => void,
): void {
  const half = line.thickness / 2 + edgePx;
  const thickest = mostThicker * line.thickness + mostThickerPx;
  const beyond = Math.ceil(cornerShare * line.thickness) + edgePx;
  const [start, end] = [Math.max(0, line.from - beyond), Math.min(length, endOf(line) + beyond)];
  for (let step = start; step < end; step++) {
    const middle = placeAt(line, step + 0.5);
    let [from, to] = [Math.max(0, Math.round(middle - half)), Math.min(breadth, Math.round(middle + half))];
    const isInk = (place: number) => ink[step * along + place * aside]! >= faintestInk;
    // The whole run where it is the line's alone; of more, what the line covers.
    let [first, last] = [from, to];
    while (first > 0 && first > middle - thickest && isInk(first - 1)) first--;
    while (last < breadth && last < middle + thickest && isInk(last)) last++;
    if (last - first <= thickest) [from, to] = [first, last];
    if (from < to) visit(step, from, to);
  }
}

/** Whether a stroke goes through a line, from one side to the other; another line is none. */
function isCrossed(
  ink: Float32Array,
  onLine: Uint8Array,
  { thickness }: LongLine,
  { along, aside, length, breadth }: Walk,
  step: number,
  from: number,
  to: number,
): boolean {
  const reach = Math.ceil(thickness / 2);
  const [first, last] = [Math.max(0, step - reach), Math.min(length - 1, step + reach)];
  const isInked = (place: number) => {
    if (place < 0 || place >= breadth) return false;
    for (let near = first; near <= last; near++) {
      const at = near * along + place * aside;
      if (!onLine[at] && ink[at]! >= faintestInk) return true;
    }
    return false;
  };
  return (isInked(from - 1) || isInked(from - 2)) && (isInked(to) || isInked(to + 1));
}

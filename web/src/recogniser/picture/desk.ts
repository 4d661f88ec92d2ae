/** Takes the desk off a photograph: beyond its paper's edges there is paper as at them. */
import type { PaperEdge, PictureView, Pixels } from "../types";
import { extremes, type Field } from "../windows";

/** How light paper is is known in so many blocks along the picture's longer side. */
const blocksAlong = 128;
/** Ink is narrower than twice so many blocks. */
const inkBlocks = 3;
/** The paper's grain is that of a square of so many pixels, one in so many, than which this share is smoother. */
const [grainPx, squareStepPx, smootherShare] = [16, 48, 0.25];

/** From where to where a row is paper. */
interface Row {
  readonly from: number;
  readonly to: number;
}

/** A view in which paper goes on beyond its edges as light as there and with the grain it has. */
export function withoutDesk(view: PictureView, edges: readonly PaperEdge[]): PictureView {
  const { pixels } = view;
  const { width, height } = pixels;
  const rows = Array.from({ length: height }, (_, y) => rowOf(view, edges, y));
  if (rows.every(({ from, to }) => from === 0 && to === width)) return view;
  const data = pixels.data.slice();
  const side = Math.ceil(Math.max(width, height) / blocksAlong);
  const grain = grainOf(pixels, rows);
  for (const channel of [0, 1, 2]) {
    const light = continued(lightOf(pixels, rows, side, channel));
    rows.forEach(({ from, to }, y) => {
      const lightAt = alongRow(light, (y + 0.5) / side - 0.5);
      for (let x = 0; x < width; x++) {
        if (x >= from && x < to) x = to;
        if (x >= width) break;
        const speck = grain[4 * ((y % grainPx) * grainPx + (x % grainPx)) + channel]!;
        data[4 * (y * width + x) + channel] = speck * lightAt((x + 0.5) / side - 0.5);
      }
    });
  }
  return { ...view, pixels: { width, height, data } };
}

/** What of a view's row lies within the edges. */
function rowOf({ pixels, left, top, scale }: PictureView, edges: readonly PaperEdge[], y: number): Row {
  let [from, to] = [0, pixels.width];
  for (const { normalX, normalY, at } of edges) {
    const rest = (at - normalX * left - normalY * (top + (y + 0.5) / scale)) * scale;
    const x = rest / normalX - 0.5;
    if (normalX > 0) from = Math.max(from, Math.ceil(x));
    else if (normalX < 0) to = Math.min(to, Math.floor(x) + 1);
    else if (rest > 0) to = 0;
  }
  return to > from ? { from, to } : { from: 0, to: 0 };
}

/** How light paper is in each block that is wholly paper, ink left out; NaN in the others. */
function lightOf(pixels: Pixels, rows: readonly Row[], side: number, channel: number): Field {
  const blocks = blocksOf(pixels, rows, side, channel);
  const instead = (field: Field, value: number): Field => ({
    ...field,
    values: field.values.map((each, i) => (Number.isNaN(blocks.values[i]!) ? value : each)),
  });
  const lighter = extremes(instead(blocks, -Infinity), inkBlocks, "highest");
  return instead(extremes(instead(lighter, Infinity), inkBlocks, "lowest"), NaN);
}

/** The mean of each block that is wholly paper; NaN of the others. */
function blocksOf(
  { width, height, data }: Pixels,
  rows: readonly Row[],
  side: number,
  channel: number,
): Field {
  const [columns, lines] = [Math.floor(width / side), Math.floor(height / side)];
  const values = new Float32Array(columns * lines).fill(NaN);
  for (let line = 0; line < lines; line++) {
    const { from, to } = sharedBy(rows.slice(line * side, (line + 1) * side));
    for (let column = Math.ceil(from / side); (column + 1) * side <= to; column++) {
      let sum = 0;
      for (let y = line * side; y < (line + 1) * side; y++) {
        const start = 4 * (y * width + column * side) + channel;
        for (let at = start; at < start + 4 * side; at += 4) sum += data[at]!;
      }
      values[line * columns + column] = sum / side ** 2;
    }
  }
  return { width: columns, height: lines, values };
}

/** What is paper in all of several rows. */
const sharedBy = (rows: readonly Row[]): Row => ({
  from: Math.max(...rows.map(({ from }) => from)),
  to: Math.min(...rows.map(({ to }) => to)),
});

/** The image with all places that hold no value filled from those around them, one after the other outwards. */
function continued({ width, height, values }: Field): Field {
  const found = values.slice();
  const all = Array.from(found.keys());
  let unknown = all.filter((i) => Number.isNaN(found[i]!));
  while (unknown.length > 0) {
    const means = unknown.map((i) => meanAround({ width, height, values: found }, i));
    if (means.every(Number.isNaN)) return { width, height, values: found.fill(255) };
    unknown.forEach((i, place) => (found[i] = means[place]!));
    unknown = unknown.filter((i) => Number.isNaN(found[i]!));
  }
  return { width, height, values: found };
}

/** The mean of what is known around a place; NaN where nothing is. */
function meanAround({ width, height, values }: Field, at: number): number {
  const [x, y] = [at % width, Math.floor(at / width)];
  let [sum, count] = [0, 0];
  for (let row = Math.max(0, y - 1); row < Math.min(height, y + 2); row++) {
    for (let column = Math.max(0, x - 1); column < Math.min(width, x + 2); column++) {
      const value = values[row * width + column]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
  }
  return sum / count;
}

/** What lies between an image's values at such a row. */
function alongRow({ width, height, values }: Field, y: number): (x: number) => number {
  const [above, share] = between(y, height);
  const below = Math.min(height - 1, above + 1);
  return (x) => {
    const [before, part] = between(x, width);
    const after = Math.min(width - 1, before + 1);
    const upper = values[above * width + before]! * (1 - part) + values[above * width + after]! * part;
    const lower = values[below * width + before]! * (1 - part) + values[below * width + after]! * part;
    return upper * (1 - share) + lower * share;
  };
}

function between(place: number, length: number): readonly [number, number] {
  const inside = Math.min(length - 1, Math.max(0, place));
  return [Math.floor(inside), inside - Math.floor(inside)];
}

/** The grain of a square of blank paper, RGBA, 1 = as light as its mean; none where no square is paper. */
function grainOf(pixels: Pixels, rows: readonly Row[]): Float32Array {
  const squares = squaresWithin(pixels, rows).map((square) => ({ square, rough: roughness(pixels, square) }));
  squares.sort((a, b) => a.rough - b.rough);
  const chosen = squares[Math.floor(smootherShare * squares.length)];
  if (!chosen) return new Float32Array(4 * grainPx ** 2).fill(1);
  const colours = placesOf(pixels, chosen.square).flatMap((at) =>
    Array.from(pixels.data.subarray(at, at + 4)),
  );
  const means = [0, 1, 2, 3].map((channel) => meanOf(colours.filter((_, i) => i % 4 === channel)));
  return Float32Array.from(colours, (value, i) => (value + 1) / (means[i % 4]! + 1));
}

interface Square {
  readonly left: number;
  readonly top: number;
}

function squaresWithin({ height }: Pixels, rows: readonly Row[]): readonly Square[] {
  const squares: Square[] = [];
  for (let top = 0; top + grainPx <= height; top += squareStepPx) {
    const { from, to } = sharedBy(rows.slice(top, top + grainPx));
    for (let left = from; left + grainPx <= to; left += squareStepPx) squares.push({ left, top });
  }
  return squares;
}

/** Deviation of a square's green, as a share of its mean. */
function roughness(pixels: Pixels, square: Square): number {
  const greens = placesOf(pixels, square).map((at) => pixels.data[at + 1]!);
  const mean = meanOf(greens);
  return Math.sqrt(meanOf(greens.map((green) => (green - mean) ** 2))) / (mean + 1);
}

/** Where a square's pixels are among a picture's values. */
const placesOf = ({ width }: Pixels, { left, top }: Square): number[] =>
  Array.from(
    { length: grainPx ** 2 },
    (_, i) => 4 * ((top + Math.floor(i / grainPx)) * width + left + (i % grainPx)),
  );

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

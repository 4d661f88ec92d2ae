/** Takes light and shadow off a photograph: how much darker than its paper each pixel is, whatever light falls on it. */
import { enlarged, extremes, means, medians, pooled, transposed, type Field } from "../windows";

/** Polarity is told from an image of about so many pixels along its longer side. */
const coarseSidePx = 128;
/** Light patches beside shadows stand out as well, up to twice as much as faint ink; chalk on a board by 16 times as much
 * as all that is darker than it: on 400 generated photographs. */
const lightOutweighs = 5;
/** Paper is known on so many pixels: an edge of light lies somewhere within one of them, and few are sharper. */
const paperPixels = 400_000;
/** So far around each place, as a share of the shorter side, it is compared with its surroundings. */
const surroundings = 0.16;
const white = 255_000;

/** Luminance with the ink dark: its negative where the ink is light. Whole numbers from 0 to 255,000, so that a negative
 * gives the same, bit for bit. */
export function withDarkInk(luminance: Field): Field {
  if (!isInkLight(luminance)) return luminance;
  return { ...luminance, values: luminance.values.map((value) => white - value) };
}

/** Contrast to the paper around, 0 = paper, 1 = black.
 * @param inkShare what is narrower than twice this share of the shorter side is no shadow but ink */
export function flatten(luminance: Field, inkShare: number): Field {
  const { width, height } = luminance;
  const side = Math.ceil(Math.sqrt((width * height) / paperPixels));
  const paper = enlarged(means(closed(means(pooled(luminance, side), 1), inkShare), 1), width, height);
  const values = new Float32Array(width * height);
  for (let i = 0; i < values.length; i++) values[i] = 1 - (luminance.values[i]! + 1) / (paper.values[i]! + 1);
  // Paper's own grain makes the lightest of it lighter than it is.
  const bias = median(values);
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - bias) / (1 - bias);
  return { width, height, values };
}

/** Deviation of the paper's grain: half of all pixels differ from the middle by less than 0.6745 of it. */
export function grainOf({ values }: Field): number {
  return median(values, Math.abs) / 0.6745;
}

/** The image with dark things filled that are narrower than a window: what lies beneath ink. An edge of light stays where
 * it is, whatever its form. */
function closed(field: Field, share: number): Field {
  const radius = Math.max(1, Math.round(share * Math.min(field.width, field.height)));
  const around = continued(transposed(continued(transposed(field), radius)), radius);
  const filled = extremes(extremes(around, radius, "highest"), radius, "lowest");
  return cropped(filled, radius);
}

/** The image with so many columns more on either side, in which light that falls off towards it falls off further. Without
 * them a dark corner would count as ink, for nothing lies beyond it. */
function continued({ width, height, values }: Field, margin: number): Field {
  const wide = width + 2 * margin;
  const found = new Float32Array(wide * height);
  for (let y = 0; y < height; y++) {
    const row = values.subarray(y * width, (y + 1) * width);
    found.set(row, y * wide + margin);
    for (let away = 1; away <= margin; away++) {
      const inside = Math.min(width - 1, away);
      const [left, right] = [row[0]!, row[width - 1]!];
      found[y * wide + margin - away] = Math.min(left, 2 * left - row[inside]!);
      found[y * wide + margin + width - 1 + away] = Math.min(right, 2 * right - row[width - 1 - inside]!);
    }
  }
  return { width: wide, height, values: found };
}

function cropped({ width, height, values }: Field, margin: number): Field {
  const [columns, rows] = [width - 2 * margin, height - 2 * margin];
  const found = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const start = (y + margin) * width + margin;
    found.set(values.subarray(start, start + columns), y * columns);
  }
  return { width: columns, height: rows, values: found };
}

/** Whether what stands out from the paper around is lighter than it, rather than darker. The paper is the median: at a
 * shadow's edge, however hard, that is the one side or the other and not what lies between. */
function isInkLight(luminance: Field): boolean {
  const side = Math.ceil(Math.max(luminance.width, luminance.height) / coarseSidePx);
  const coarse = pooled(luminance, side);
  const paper = medians(coarse, Math.round(surroundings * Math.min(coarse.width, coarse.height)), white);
  // Squares, so that little but strong ink outweighs what light does to much paper.
  let [lighter, darker] = [0, 0];
  for (let i = 0; i < coarse.values.length; i++) {
    const away = coarse.values[i]! - paper.values[i]!;
    if (away > 0) lighter += away * away;
    else darker += away * away;
  }
  return lighter > lightOutweighs * darker;
}

/** The median, to a 5,000th, of values of which most lie between -0.2 and 0.2. */
function median(values: Float32Array, of = (value: number) => value): number {
  const counts = new Uint32Array(2001);
  // Every third does: there are many.
  for (let i = 0; i < values.length; i += 3)
    counts[Math.round(5000 * Math.min(0.2, Math.max(-0.2, of(values[i]!)))) + 1000]! += 1;
  let rest = Math.ceil(values.length / 3) / 2;
  return (counts.findIndex((count) => (rest -= count) <= 0) - 1000) / 5000;
}

/** Takes printed rules off flattened paper: thin lines from one end of the picture to the other, however faint or bent. */
import { medianOf } from "../median";
import { transposed, type Field } from "../windows";

/** A rule is followed in steps of so many pixels, and may rise or fall by one in each. */
const stepPx = 8;
/** It is seen in so much of the picture's length; where it isn't, it costs as much as so many steps where it is. */
const [seenShare, gapCost] = [0.9, 3];
/** Its contrast, at the least, in deviations of the paper's grain and in itself: steps average some of the grain. */
const [grains, leastContrast] = [2.5, 0.025];
/** Where ink crosses a rule it is thicker than so many of its own widths, or darker than so many of its contrasts. */
const [thicker, darker] = [1.6, 1.7];
/** A rule is thinner than this share of the picture's shorter side. */
const mostThickness = 0.05;

/** The contrast without rules, level ones and upright ones; what is written across them stays whole. */
export function withoutRules(contrast: Field, grain: number, least = leastContrast): Field {
  const threshold = Math.max(least, grains * grain);
  return transposed(withoutLevelRules(transposed(withoutLevelRules(contrast, threshold)), threshold));
}

interface Place {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly contrast: number;
}

function withoutLevelRules(contrast: Field, threshold: number): Field {
  const { width, height } = contrast;
  const places = placesOf(contrast, rulePixels(contrast, threshold), threshold);
  if (places.length === 0) return contrast;
  const thickness = medianOf(places.map(({ top, bottom }) => bottom - top));
  if (thickness > mostThickness * Math.min(width, height)) return contrast;
  const usual = medianOf(places.map((place) => place.contrast));
  const values = contrast.values.slice();
  for (const place of places) {
    if (place.bottom - place.top > Math.max(thickness + 2, thicker * thickness)) continue;
    if (place.contrast > darker * usual) continue;
    const end = Math.min(height, place.bottom + 1);
    for (let y = Math.max(0, place.top - 1); y < end; y++) values[y * width + place.x] = 0;
  }
  return { width, height, values };
}

/** Where a way of steps leads through rules alone from one end to the other: width / step x height. */
function rulePixels({ width, height, values }: Field, threshold: number): readonly Int32Array[] {
  const columns = Math.floor(width / stepPx);
  const isSeen = Array.from({ length: columns }, (_, column) => {
    const seen = new Uint8Array(height);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let x = column * stepPx; x < (column + 1) * stepPx; x++) sum += values[y * width + x]!;
      seen[y] = Number(sum > threshold * stepPx);
    }
    return seen;
  });
  const before = lengthsAlong(isSeen, height);
  const after = lengthsAlong(isSeen.slice().reverse(), height).slice().reverse();
  return isSeen.map((seen, column) => {
    const rows: number[] = [];
    for (let y = 0; y < height; y++) {
      if (seen[y] && before[column]![y]! + after[column]![y]! - 1 >= seenShare * columns) rows.push(y);
    }
    return Int32Array.from(rows);
  });
}

/** For each column and row, of how many seen places the longest way to it consists, gaps taken off. */
function lengthsAlong(isSeen: readonly Uint8Array[], height: number): readonly Int32Array[] {
  let previous = new Int32Array(height);
  return isSeen.map((seen) => {
    const lengths = new Int32Array(height);
    for (let y = 0; y < height; y++) {
      const longest = Math.max(previous[y - 1] ?? 0, previous[y]!, previous[y + 1] ?? 0);
      lengths[y] = Math.max(0, longest + (seen[y] ? 1 : -gapCost));
    }
    return (previous = lengths);
  });
}

/** What is inked at a rule's pixels, in each column of the picture. */
function placesOf(
  { width, height, values }: Field,
  rows: readonly Int32Array[],
  threshold: number,
): readonly Place[] {
  const places: Place[] = [];
  const isInked = (x: number, y: number) => values[y * width + x]! > threshold / 2;
  for (let x = 0; x < width; x++) {
    let bottom = 0;
    for (const row of rows[Math.min(rows.length - 1, Math.floor(x / stepPx))] ?? []) {
      if (row < bottom || !isInked(x, row)) continue;
      let top = row;
      while (top > 0 && isInked(x, top - 1)) top--;
      for (bottom = row + 1; bottom < height && isInked(x, bottom);) bottom++;
      let contrast = 0;
      for (let y = top; y < bottom; y++) contrast = Math.max(contrast, values[y * width + x]!);
      places.push({ x, top, bottom, contrast });
    }
  }
  return places;
}

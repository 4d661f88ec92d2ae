/** Finds the edges of a sheet of paper in a photograph that shows more than it: the desk on which it lies. */
import { medianOf } from "../median";
import type { PaperEdge, PictureView } from "../types";
import {
  depthAt,
  distance,
  edgeMap,
  fromAfar,
  lineBetween,
  longestLine,
  seenShares,
  sharpened,
  sidesOf,
  type Afar,
  type EdgeLine,
  type PictureSide,
} from "./edge-lines";

/** Smaller pictures show no desk. */
const leastSidePx = 56;
/** An edge is seen so clearly, 1 = everywhere and plainly. */
const leastClear = 0.35;
/** It is seen, however faintly, on so much of its length, and of a fifth of that at either end: a finger hides less, and
 * strokes have round ends. */
const [leastSeen, leastSeenAtEnd] = [0.8, 0.6];
/** An edge between light and shadow is no darker (as a logarithm), no more coloured, and no rougher beyond than before it
 * (or rougher by so little). Of 104 generated photographs of paper that fills them 7 have one as straight as paper's,
 * all within two thirds of these. */
const [mostShadow, mostTint, roughness, leastRoughness] = [0.6, 0.1, 2.5, 0.012];
/** So many edges aren't those of shadows, whatever they are like. */
const surrounding = 3;
/** It is told by what lies so many pixels inside and outside, seen from afar. */
const across = 3;
/** Paper is narrower than this share of the picture only if three of its edges are seen and something is written on it: a
 * stroke has edges, too. */
const narrowShare = 0.5;
/** What is written on it is so much darker or lighter, as a logarithm. */
const leastInk = 0.15;
/** Of what lies beyond the edges so much may be so, and yet nothing is written there. */
const inkedShare = 0.01;
/** Off the edges found so many pixels, seen from afar, are desk as well: they are blurred, and bent. */
const inset = 1.5;

/** The edges of a picture's paper, in the picture's pixels; none where it fills the picture. */
export function findPaperEdges({ pixels, left, top, scale }: PictureView): readonly PaperEdge[] {
  if (Math.min(pixels.width, pixels.height) < leastSidePx) return [];
  const afar = fromAfar(pixels);
  const sides = sidesOf(afar);
  const [light, dark] = [true, false].map((isLight) => outlineOf(afar, sides, isLight)) as [Outline, Outline];
  const outline = seenOf(dark) > seenOf(light) ? dark : light;
  const edges = outline.flatMap((line, i) => (line ? [{ line, side: sides[i]! }] : []));
  const ofDesk = edges.filter(({ line, side }) => edges.length >= surrounding || !isShadow(afar, side, line));
  const within = ofDesk.map(({ line, side }) => edgeOf(side, line, 1));
  if (within.length === 0 || !isPaper(afar, within)) return [];
  if (outline === dark && !isBlank(afar, within)) return [];
  return ofDesk.map(({ line, side }) => {
    const { at, ...normal } = edgeOf(side, line, afar.side);
    return { ...normal, at: at / scale + normal.normalX * left + normal.normalY * top };
  });
}

/** The lines of the four sides; null where the paper goes on beyond the picture. */
type Outline = readonly (EdgeLine | null)[];

/** The outline of paper that is lighter (or darker) than its desk, none of whose lines runs beyond the others. */
function outlineOf(afar: Afar, sides: readonly PictureSide[], isLight: boolean): Outline {
  const maps = sides.map((side) => edgeMap(afar, side, isLight));
  const between = (outline: Outline, i: number) => {
    const [from, to] = limitsOf(sides, outline, i);
    return lineBetween(maps[i]!, sides[i]!, from, to);
  };
  let outline: Outline = sides.map((side, i) => longestLine(maps[i]!, side));
  // What isn't seen between the others was an edge of something else: the worst goes first, for it limits the others.
  for (;;) {
    const found = outline;
    outline = found.map((line, i) => line && between(found, i));
    const worst = outline.reduce((least, line) => Math.min(least, line?.clear ?? 1), 1);
    if (worst >= leastClear && outline.every((line, i) => !line === !found[i])) break;
    if (worst < leastClear) outline = outline.map((line) => (line && line.clear > worst ? line : null));
  }
  if (outline.every((line) => line === null)) return outline;
  // Where it was, there may be another now.
  const others = outline.map((line, i) => line ?? between(outline, i));
  return others.map((line, i) => {
    const edge = line && sharpened(afar, sides[i]!, line);
    const [all, end] = edge ? seenShares(maps[i]!, sides[i]!, edge) : [0, 0];
    return all >= leastSeen && end >= leastSeenAtEnd ? edge : null;
  });
}

/** Where along a side, for each depth, the lines of the sides before and after it run. */
function limitsOf(
  sides: readonly PictureSide[],
  outline: Outline,
  i: number,
): readonly [Float32Array, Float32Array] {
  const { depth, length } = sides[i]!;
  const [before, after] = i < 2 ? [outline[2], outline[3]] : [outline[0], outline[1]];
  const along = (deep: number) => (i % 2 === 0 ? deep : depth - 1 - deep);
  const limit = (of: (deep: number) => number) =>
    Float32Array.from({ length: depth }, (_, deep) => of(along(deep)));
  return [
    limit((deep) => (before ? depthAt(before, depth, deep) : 0)),
    limit((deep) => length - 1 - (after ? depthAt(after, depth, deep) : 0)),
  ];
}

/** How much of edges is seen. */
const seenOf = (outline: Outline) =>
  outline.reduce((sum, line) => sum + (line ? line.clear * (line.to - line.from) : 0), 0);

/** Whether an edge may be a shadow's: no darker than that, of the same colour, and the paper goes on. */
function isShadow({ colours }: Afar, { at, depth, length }: PictureSide, line: EdgeLine): boolean {
  const [steps, tints, before, beyond]: [number[], number[], number[], number[]] = [[], [], [], []];
  let last: readonly [number, number] | null = null;
  for (let along = line.from; along < line.to; along++) {
    const deep = Math.round(depthAt(line, length, along));
    if (deep < 0 || deep >= depth - across) continue;
    const [paper, outside] = [at(deep + across, along), at(Math.max(0, deep - across), along)];
    const step = colours.map((colour) => colour[paper]! - colour[outside]!);
    steps.push(Math.abs(step[1]!));
    tints.push(Math.max(...step) - Math.min(...step));
    if (last) {
      before.push(distance(colours, paper, last[0]));
      beyond.push(distance(colours, outside, last[1]));
    }
    last = [paper, outside];
  }
  const isRougher = medianOf(beyond) > Math.max(leastRoughness, roughness * medianOf(before));
  return medianOf(steps) <= mostShadow && medianOf(tints) <= mostTint && !isRougher;
}

/** Whether what lies within edges is paper: wide, or with something written on it. */
function isPaper({ colours, width, height }: Afar, edges: readonly PaperEdge[]): boolean {
  const within = placesBy({ width, height }, (x, y) => edges.every((edge) => insideOf(edge, x, y) >= 0));
  if (within.length === 0) return false;
  const [xs, ys] = [within.map(([x]) => x), within.map(([, y]) => y)];
  const extent = (places: readonly number[]) =>
    places.reduce((most, each) => Math.max(most, each)) -
    places.reduce((least, each) => Math.min(least, each));
  if (extent(xs) > narrowShare * width && extent(ys) > narrowShare * height) return true;
  if (edges.length < surrounding) return false;
  const lights = within.map(([x, y]) => colours[1][y * width + x]!);
  const usual = medianOf(lights);
  return lights.some((light) => Math.abs(light - usual) > leastInk);
}

/** Whether nothing is written beyond edges. A field that is printed on lighter paper has the look of a note on a desk. */
function isBlank({ colours, width, height }: Afar, edges: readonly PaperEdge[]): boolean {
  const beyond = placesBy({ width: width - across, height: height - across }, (x, y) =>
    edges.some((edge) => insideOf(edge, x, y) < -2 * across),
  );
  const inked = beyond.filter(([x, y]) => {
    const at = y * width + x;
    return [at + across, at + across * width].some((other) => distance(colours, at, other) > leastInk);
  });
  return inked.length <= inkedShare * beyond.length;
}

/** How far inside an edge a place lies. */
const insideOf = ({ normalX, normalY, at }: PaperEdge, x: number, y: number) =>
  normalX * x + normalY * y - at;

/** The places of a picture that a rule holds for. */
function placesBy(
  { width, height }: Pick<Afar, "width" | "height">,
  isWanted: (x: number, y: number) => boolean,
): readonly (readonly [x: number, y: number])[] {
  const places: (readonly [number, number])[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (isWanted(x, y)) places.push([x, y]);
  }
  return places;
}

/** A line as an edge, in pixels of a picture of which each that is seen from afar is so large. */
function edgeOf(
  { normal: [x, y], depth, length }: PictureSide,
  { offset, slope }: EdgeLine,
  size: number,
): PaperEdge {
  const [alongX, alongY] = [Math.abs(y), Math.abs(x)];
  const norm = Math.hypot(1, slope);
  const [normalX, normalY] = [(x - slope * alongX) / norm, (y - slope * alongY) / norm];
  const start = x + y > 0 ? 0 : 1 - depth;
  const at = (offset + start - (slope * length) / 2) / norm + inset;
  // Of pixels the middles were seen.
  return { normalX, normalY, at: (at + (normalX + normalY) / 2) * size };
}

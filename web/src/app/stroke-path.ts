import type { Point, Stroke } from "../recogniser/index";

/** How far the points of a smooth line may run beside it, in pad units: a seventh of a pixel on the largest pad. */
const flatness = 0.05;

/**
 * The smooth line through a stroke, as points so close that the straight ways between them don't show.
 *
 * Each point bends a quadratic curve between the middles of the two segments that meet in it, so that the line
 * is smooth however fast the hand was, and never swings out beyond where it went. It is what the pad shows and what
 * is read: of a few points, the straight ways between them would be other ink.
 */
export function smoothed(stroke: Stroke): Stroke {
  const [first, ...rest] = stroke;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return stroke;

  let start = first;
  const bends = rest.slice(0, -1).flatMap((bend, i) => {
    const end = middle(bend, rest[i + 1]!);
    const curve = pointsOfCurve(start, bend, end);
    start = end;
    return curve;
  });
  return [first, ...bends, last];
}

/** The line that `smoothed` gives, as SVG path data. */
export function strokePath(stroke: Stroke): string {
  const [first, ...rest] = smoothed(stroke);
  if (first === undefined) return "";
  // A line needs some length, or its round caps are left away.
  if (rest.length === 0) return `M${pair(first)}l.01 0`;
  return `M${pair(first)}${rest.map((point) => `L${pair(point)}`).join("")}`;
}

/** A quadratic curve from its start, left out, to its end: as many points as keep to it. */
function pointsOfCurve(start: Point, bend: Point, end: Point): Point[] {
  const bent = Math.hypot(start[0] - 2 * bend[0] + end[0], start[1] - 2 * bend[1] + end[1]);
  // Between n points evenly spaced in t, a quadratic curve is at most bent / (4 n²) from straight.
  const count = Math.max(1, Math.ceil(Math.sqrt(bent / (4 * flatness))));
  return Array.from({ length: count }, (_, i) => pointOfCurve(start, bend, end, (i + 1) / count));
}

function pointOfCurve(start: Point, bend: Point, end: Point, t: number): Point {
  const at = (axis: 0 | 1) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * bend[axis] + t ** 2 * end[axis];
  return [at(0), at(1)];
}

function middle([ax, ay]: Point, [bx, by]: Point): Point {
  return [(ax + bx) / 2, (ay + by) / 2];
}

function pair([x, y]: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

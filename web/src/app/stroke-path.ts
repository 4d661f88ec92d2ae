import type { Point, Stroke } from "../recogniser/index";

/**
 * The smooth line through a stroke, as SVG path data.
 *
 * Each point bends a quadratic curve between the middles of the two segments that meet in it, so that the line
 * is smooth however fast the hand was, and never swings out beyond where it went.
 */
export function strokePath(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  const last = rest.at(-1);
  if (first === undefined) return "";
  // A line needs some length, or its round caps are left away.
  if (last === undefined) return `M${pair(first)}l.01 0`;

  const bends = rest.slice(0, -1).map((point, i) => `Q${pair(point)} ${pair(middle(point, rest[i + 1]!))}`);
  return `M${pair(first)}${bends.join("")}L${pair(last)}`;
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

import { expect, test } from "vitest";
import type { PictureView, Pixels } from "../types";
import { withoutDesk } from "./desk";
import { findPaperEdges } from "./paper-edges";
import { four, photographed, type Photograph } from "./test-photographs";

const [width, height] = [320, 240];
const digit = four(120, 80, 80, 6);
type Place = (x: number, y: number) => boolean;
type Light = (x: number, y: number) => number;

const tilted: Place = (x, y) => {
  const [right, down] = [x - 160 + 0.14 * (y - 120), y - 120 - 0.14 * (x - 160)];
  return Math.abs(right) < 100 && Math.abs(down) < 75;
};
const aside: Place = (x, y) => x - y / 20 < 240;
const cornered: Place = (x, y) => x + y / 10 > 60 && y - x / 30 < 195;
const [white, dark, light]: Light[] = [() => 200, () => 50, () => 235];
const wooden: Light = (x, y) => 95 + 25 * Math.sin(y / 2 + 2 * Math.sin(x / 40));

const seen = (photograph: Partial<Photograph>): PictureView => ({
  pixels: photographed({ width, height, paper: white!, ink: digit, ...photograph }),
  left: 0,
  top: 0,
  scale: 1,
});
const onDesk = (isPaper: Place, paper: Light, desk: Light): PictureView =>
  seen({
    paper: (x, y) => (isPaper(x, y) ? paper(x, y) : desk(x, y)),
    ink: (x, y) => (isPaper(x, y) ? digit(x, y) : 1),
  });
const greyAt = ({ data }: Pixels, x: number, y: number) => data[4 * (y * width + x)]!;

test.each<[string, Place, Light, Light]>([
  ["tilted on a dark desk", tilted, white!, dark!],
  ["tilted on wood", tilted, white!, wooden],
  ["on a lighter desk", tilted, () => 150, light!],
  ["in light that falls off, the desk as well", tilted, (x) => 230 - x / 4, (x) => 80 - x / 12],
  ["beside a dark desk", aside, white!, dark!],
  ["beside wood", aside, white!, wooden],
  ["with a corner on wood", cornered, white!, wooden],
])("paper goes on beyond its edges that lies %s", (_, isPaper, paper, desk) => {
  const view = onDesk(isPaper, paper, desk);
  const found = withoutDesk(view, findPaperEdges(view)).pixels;
  const whole = seen({ paper }).pixels;
  for (let y = 4; y < height; y += 8) {
    for (let x = 4; x < width; x += 8) {
      expect(Math.abs(greyAt(found, x, y) - greyAt(whole, x, y))).toBeLessThan(isPaper(x, y) ? 12 : 45);
    }
  }
});

test("its grain goes on, too", () => {
  const view = onDesk(tilted, white!, dark!);
  const found = withoutDesk(view, findPaperEdges(view)).pixels;
  const greys = Array.from({ length: 60 }, (_, i) => greyAt(found, 5 + i, 10));
  expect(Math.max(...greys) - Math.min(...greys)).toBeGreaterThan(3);
});

test.each<[string, Partial<Photograph>]>([
  ["evenly lit", {}],
  ["dark in its corners", { paper: (x, y) => 230 - 0.004 * ((x - 160) ** 2 + (y - 120) ** 2) }],
  ["beyond the edge of a shadow", { paper: (x, y) => (x + y / 4 > 220 ? 130 : 220) }],
  ["of which light falls on a corner", { paper: (x, y) => (x + y / 9 > 220 && y > 120 ? 220 : 130) }],
  ["squared", { ink: (x, y) => digit(x, y) * (y % 36 < 3 || x % 36 < 3 ? 0.6 : 1) }],
  [
    "with a grid printed on it",
    { ink: (x, y) => (Math.max(Math.abs(x - 160), Math.abs(y - 120) + 20) % 40 < 4 ? 0.3 : 1) },
  ],
  [
    "with a grey field printed on it",
    { ink: (x, y) => (Math.abs(x - 160) < 120 && Math.abs(y - 60) < 40 ? 0.6 : digit(x, y)) },
  ],
  [
    "on which a broad 1 is written",
    { ink: (x, y) => (Math.abs(x - 160) < 30 && Math.abs(y - 120) < 90 ? 0.3 : 1) },
  ],
  ["on which a broad 1 is written from edge to edge", { ink: (x) => (Math.abs(x - 160) < 50 ? 0.3 : 1) }],
])("paper that fills its picture stays as it is %s", (_, photograph) => {
  const view = seen(photograph);
  const edges = findPaperEdges(view);
  expect(edges).toEqual([]);
  expect(withoutDesk(view, edges)).toBe(view);
});

test("a part of a picture knows of the same desk", () => {
  const edges = findPaperEdges(onDesk(aside, white!, dark!));
  // What lies from (150, 0) on, twice as large.
  const part = photographed({
    width,
    height,
    paper: (x, y) => (aside(150 + x / 2, y / 2) ? 200 : 50),
    ink: () => 1,
  });
  const found = withoutDesk({ pixels: part, left: 150, top: 0, scale: 2 }, edges).pixels;
  const lights = found.data.filter((_, i) => i % 4 === 0);
  expect(lights.reduce((least, light) => Math.min(least, light))).toBeGreaterThan(180);
});

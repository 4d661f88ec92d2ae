import { expect, test } from "vitest";
import { findComponents, type Component } from "../components";
import { kinds, type Kind } from "../page/page-contract";
import type { SeenInk } from "../types";
import { inkOf, kindOn, writtenInk } from "./handwriting";
import { page, type Page } from "./test-pages";

const sorted = ({ image, kindAt }: Page) => writtenInk(image, findComponents(image), kindAt);
const boundsOf = (components: readonly Component[]) =>
  components.map(({ left, top, right, bottom }) => [left, top, right, bottom]);

test("a page's ink is sorted by who made it, and rules and marks are neither's", () => {
  const own = page(100, 40).fill(10, 10, 4, 20).as("print").fill(30, 10, 4, 20);
  const { hand, print } = sorted(own.as("rule").fill(50, 2, 2, 30).as("mark").fill(70, 10, 4, 20));
  expect(boundsOf(hand)).toEqual([[10, 10, 14, 30]]);
  expect(boundsOf(print)).toEqual([[30, 10, 34, 30]]);
});

test("a digit that touches a box's side is cut from it", () => {
  const { hand } = sorted(
    page(100, 60).as("rule").fill(40, 0, 2, 60).as("handwriting").fill(20, 20, 20, 6).fill(70, 20, 4, 20),
  );
  expect(boundsOf(hand)).toEqual([
    [70, 20, 74, 40],
    [20, 20, 40, 26],
  ]);
});

test("a stroke that is seen as a rule stays with the digit that it is part of", () => {
  const own = page(100, 60).fill(20, 20, 16, 4).fill(70, 20, 4, 24).as("rule").fill(32, 24, 4, 20);
  expect(boundsOf(sorted(own).hand)).toContainEqual([20, 20, 36, 44]);
});

test("what is no longer than digits are may be a stroke, and longer rules are none", () => {
  const own = page(100, 90).fill(20, 20, 10, 20).as("rule").fill(40, 20, 2, 20).fill(60, 5, 2, 80);
  expect(boundsOf(sorted(own).strokes)).toEqual([[40, 20, 42, 40]]);
});

test("what is hardly handwriting at all is print, or nothing", () => {
  const own = page(100, 60).as("print").fill(20, 20, 40, 6).as("handwriting").fill(60, 20, 2, 6);
  const { hand, print } = sorted(own);
  expect([hand, boundsOf(print)]).toEqual([[], [[20, 20, 62, 26]]]);
});

test("an image's ink of some kinds is what is seen as one of them", () => {
  const own = page(30, 10).fill(0, 5, 10, 1).as("rule").fill(10, 5, 10, 1).as("paper").fill(20, 5, 10, 1);
  const { ink } = inkOf(own.image, own.kindAt, ["rule", "paper"]);
  expect(
    Array.from(ink.subarray(150, 180))
      .map((value, x) => (value ? x : -1))
      .filter((x) => x >= 0),
  ).toEqual(Array.from({ length: 20 }, (_, x) => 10 + x));
});

test("a page that was turned, moved or scaled is looked up where it lies on the picture", () => {
  const columns: readonly Kind[] = ["print", "print", "print", "print", "print", "handwriting"];
  const all = Array.from({ length: 100 }, (_, at) => kinds.indexOf(columns[at % 10] ?? "paper"));
  const layers = {
    width: 10,
    height: 10,
    kinds: Uint8Array.from(all),
    left: 0,
    top: 0,
    scale: 0.5,
    names: kinds,
  };
  const image = { width: 20, height: 20, ink: new Float32Array(400) };
  const seenAt = (x: number, more: Partial<SeenInk> = {}) =>
    kindOn(layers, { image, left: 0, top: 0, scale: 1, angle: 0, ...more })(x, 10);
  expect([seenAt(2), seenAt(11), seenAt(13)]).toEqual(["print", "handwriting", "paper"]);
  expect(seenAt(8, { angle: Math.PI })).toBe("handwriting");
  expect(seenAt(1, { left: 10 })).toBe("handwriting");
  expect(seenAt(5, { scale: 2 })).toBe("print");
  expect(seenAt(15, { left: 10 })).toBe("outside");
});

import { expect, test } from "vitest";
import type { Box, PictureView } from "../types";
import { coloursOf, seePage } from "./layers";
import { kinds, type PageContract } from "./page-contract";
import type { Colours, PageNet } from "./page-net";

const contract: PageContract = {
  version: 1,
  architecture: "page",
  kinds,
  input: { longestSide: 64, step: 16 },
  pixels: 2,
  files: [],
};

/** A grey picture of a size. */
function pixelsOf(width: number, height: number, grey: number, cover = 255) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < data.length; at += 4) data.set([grey, grey, grey, cover], at);
  return { width, height, data };
}

/** A net that holds dark pixels for handwriting, grey ones for a desk and others for paper. */
function netSeeing(asked: Colours[]): PageNet {
  return {
    contract,
    logits: async (colours) => {
      asked.push(colours);
      const [width, height] = [colours.width / 2, colours.height / 2];
      const logits = new Float32Array(width * height * kinds.length);
      for (let at = 0; at < width * height; at++) {
        const [x, y] = [at % width, Math.floor(at / width)];
        const light = colours.values[3 * (2 * y * colours.width + 2 * x)]!;
        const kind = light < 0.4 ? "handwriting" : light < 0.8 ? "outside" : "paper";
        logits[at * kinds.length + kinds.indexOf(kind)] = 1;
      }
      return logits;
    },
  };
}

/** A grey picture of 640 x 320, with white where a page lies. */
function pictureOf(page: Box, asked: Box[]) {
  const size = { width: 640, height: 320 };
  return {
    ...size,
    view: (mostPixels: number, part: Box = { x: 0, y: 0, ...size }): PictureView => {
      asked.push(part);
      const scale = Math.min(1, Math.sqrt(mostPixels / (part.width * part.height)));
      const pixels = pixelsOf(Math.round(part.width * scale), Math.round(part.height * scale), 150);
      for (let at = 0; at < pixels.width * pixels.height; at++) {
        const x = part.x + (at % pixels.width) / scale - page.x;
        const y = part.y + Math.floor(at / pixels.width) / scale - page.y;
        if (x >= 0 && y >= 0 && x < page.width && y < page.height) pixels.data.fill(255, 4 * at, 4 * at + 4);
      }
      return { pixels, left: part.x, top: part.y, scale };
    },
  };
}

test("a picture is asked for in the size that the net sees, and goes on at its edges", async () => {
  const asked: Colours[] = [];
  const views: number[] = [];
  const picture = {
    width: 200,
    height: 100,
    view: (mostPixels: number): PictureView => {
      views.push(mostPixels);
      return { pixels: pixelsOf(64, 20, 0), left: 0, top: 0, scale: 0.32 };
    },
  };
  const { layers } = await seePage(netSeeing(asked), picture);
  expect(views).toEqual([2048]);
  expect([asked[0]!.width, asked[0]!.height]).toEqual([64, 32]);
  expect([layers.width, layers.height, layers.scale]).toEqual([32, 16, 0.16]);
  expect(new Set(layers.kinds)).toEqual(new Set([kinds.indexOf("handwriting")]));
});

test("a page that is small on its picture is looked at once more, by itself", async () => {
  const asked: Box[] = [];
  const { layers, box } = await seePage(
    netSeeing([]),
    pictureOf({ x: 320, y: 80, width: 160, height: 160 }, asked),
  );
  expect(asked).toHaveLength(2);
  expect(asked[1]).toEqual(box);
  expect([layers.left, layers.top]).toEqual([box.x, box.y]);
  expect([box.x, box.y, box.x + box.width, box.y + box.height].map((side) => Math.round(side / 20))).toEqual([
    16, 4, 24, 12,
  ]);
});

test("a page that fills its picture is looked at once, and so is a picture without one", async () => {
  for (const page of [
    { x: 20, y: 20, width: 600, height: 280 },
    { x: 0, y: 0, width: 0, height: 0 },
  ]) {
    const asked: Box[] = [];
    const { layers } = await seePage(netSeeing([]), pictureOf(page, asked));
    expect(asked).toEqual([{ x: 0, y: 0, width: 640, height: 320 }]);
    expect([layers.left, layers.top]).toEqual([0, 0]);
  }
});

test("a page that lies turned is looked at as it is to be read, and its layers lie as it does", async () => {
  const asked: Colours[] = [];
  const data = pixelsOf(32, 16, 255);
  for (let x = 0; x < 8; x++) data.data.set([0, 0, 0], 4 * x);
  const picture = { width: 32, height: 16, view: () => ({ pixels: data, left: 0, top: 0, scale: 1 }) };
  const { layers, turned } = await seePage(netSeeing(asked), picture);
  const again = await turned(1);
  expect([asked[1]!.width, asked[1]!.height]).toEqual([16, 32]);
  expect(again).toEqual(layers);
  const dark = kinds.indexOf("handwriting");
  expect(Array.from(layers.kinds.subarray(0, 6))).toEqual([dark, dark, dark, dark, 0, 0]);
});

test("what looks like a desk in the middle of a page is paper", async () => {
  const data = pixelsOf(64, 64, 255);
  for (const y of [0, 30, 31, 32, 33])
    for (let x = 24; x < 40; x++) data.data.set([150, 150, 150], 4 * (64 * y + x));
  const picture = { width: 64, height: 64, view: () => ({ pixels: data, left: 0, top: 0, scale: 1 }) };
  const { layers } = await seePage(netSeeing([]), picture);
  const rowsOutside = new Set<number>();
  layers.kinds.forEach((kind, at) => {
    if (kind === kinds.indexOf("outside")) rowsOutside.add(Math.floor(at / 32));
  });
  expect(rowsOutside).toEqual(new Set([0]));
});

test("what is transparent is white", () => {
  const { values } = coloursOf(pixelsOf(16, 16, 0, 0), 16);
  expect(new Set(values)).toEqual(new Set([1]));
  expect(coloursOf(pixelsOf(16, 16, 0, 51), 16).values[0]).toBeCloseTo(0.8, 5);
});

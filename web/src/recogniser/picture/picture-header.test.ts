import { describe, expect, test } from "vitest";
import { seededRandom } from "../test-drawings";
import { readPictureHeader } from "./picture-header";

const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
const little = (value: number, bytes: number) => big(value, bytes).reverse();

function png(width: number, height: number): number[] {
  return [
    ...text("\x89PNG\r\n\x1a\n"),
    ...big(13, 4),
    ...text("IHDR"),
    ...big(width, 4),
    ...big(height, 4),
    8,
    6,
  ];
}

/** A JPEG with an application segment and padding before its frame header of the given kind. */
function jpeg(width: number, height: number, frame = 0xc0): number[] {
  const application = [0xff, 0xe1, ...big(10, 2), ...text("Exif\0\0\xff\xc0")];
  const table = [0xff, 0xc4, ...big(4, 2), 0, 0];
  const header = [
    0xff,
    0xff,
    0xff,
    frame,
    ...big(11, 2),
    8,
    ...big(height, 2),
    ...big(width, 2),
    1,
    1,
    0x11,
    0,
  ];
  return [0xff, 0xd8, ...application, ...table, ...header];
}

const riff = (...chunk: number[]) => [...text("RIFF"), ...little(99, 4), ...text("WEBP"), ...chunk];

function lossyWebp(width: number, height: number): number[] {
  // The two highest bits of each side are a scale, not part of the size.
  const sides = [...little(width | 0x4000, 2), ...little(height | 0x8000, 2)];
  return riff(...text("VP8 "), ...little(20, 4), 0x10, 0, 0, 0x9d, 0x01, 0x2a, ...sides);
}

function losslessWebp(width: number, height: number): number[] {
  const bits = (width - 1) | ((height - 1) << 14);
  return riff(...text("VP8L"), ...little(20, 4), 0x2f, ...little(bits, 4));
}

function extendedWebp(width: number, height: number): number[] {
  return riff(
    ...text("VP8X"),
    ...little(10, 4),
    0,
    0,
    0,
    0,
    ...little(width - 1, 3),
    ...little(height - 1, 3),
  );
}

/** A GIF with a palette and two extensions before its first frame, which fills the screen unless it has a place. */
function gif(width: number, height: number, frame = [0, 0, width, height]): number[] {
  const screen = [...little(width, 2), ...little(height, 2), 0x80, 0, 0, 1, 2, 3, 0x2c, 5, 6];
  const extensions = [0x21, 0xfe, 2, ...text(",,"), 1, 0x2c, 0, 0x21, 0xf9, 4, 0, 0, 0, 0, 0];
  return [...text("GIF89a"), ...screen, ...extensions, 0x2c, ...frame.flatMap((side) => little(side, 2)), 0];
}

function bmp(width: number, height: number): number[] {
  const sides = [...little(width, 4), ...little(height < 0 ? 2 ** 32 + height : height, 4)];
  return [...text("BM"), ...little(999, 4), 0, 0, 0, 0, ...little(54, 4), ...little(40, 4), ...sides];
}

function oldBmp(width: number, height: number): number[] {
  return [...text("BM"), ...little(99, 4), 0, 0, 0, 0, ...little(26, 4), ...little(12, 4), ...little(width, 2), ...little(height, 2)]; // prettier-ignore
}

const headerOf = (bytes: readonly number[]) => readPictureHeader(Uint8Array.from(bytes));

const pictures: [string, number[], string][] = [
  ["a PNG", png(640, 480), "png"],
  ["a baseline JPEG", jpeg(640, 480), "jpeg"],
  ["a progressive JPEG", jpeg(640, 480, 0xc2), "jpeg"],
  ["a lossy WebP", lossyWebp(640, 480), "webp"],
  ["a lossless WebP", losslessWebp(640, 480), "webp"],
  ["an extended WebP", extendedWebp(640, 480), "webp"],
  ["a GIF", gif(640, 480), "gif"],
  ["a BMP", bmp(640, 480), "bmp"],
  ["a BMP with rows from the top", bmp(640, -480), "bmp"],
  ["a BMP of OS/2", oldBmp(640, 480), "bmp"],
];

describe("a picture's header", () => {
  test.each(pictures)("tells format and size of %s", (_, bytes, format) => {
    expect(headerOf(bytes)).toEqual({ format, size: { width: 640, height: 480 } });
  });

  test.each(pictures)("holds no size where %s is cut short", (_, bytes) => {
    const whole = { width: 640, height: 480 };
    const sizes = bytes.map((_, length) => headerOf(bytes.slice(0, length))?.size ?? null);
    const firstWhole = sizes.findIndex((size) => size !== null);
    const sizesFromThere = firstWhole < 0 ? [] : sizes.slice(firstWhole);
    expect(sizesFromThere.every((size) => size?.width === whole.width && size.height === whole.height)).toBe(
      true,
    );
    expect(firstWhole === -1 || firstWhole > 9).toBe(true);
  });

  test.each([
    ["within the screen", [1, 2, 3, 4], 640, 480],
    ["larger than the screen", [0, 0, 60_000, 50_000], 60_000, 50_000],
    ["partly beyond the screen", [600, 400, 60, 70], 660, 480],
  ])("tells as a GIF's size what holds its screen and a frame %s", (_, frame, width, height) => {
    expect(headerOf(gif(640, 480, frame))?.size).toEqual({ width, height });
  });

  test("reads sizes beyond what can be decoded, to be refused by their number", () => {
    expect(headerOf(png(4_000_000_000, 3))?.size).toEqual({ width: 4_000_000_000, height: 3 });
    expect(headerOf(extendedWebp(2 ** 24, 2 ** 24))?.size).toEqual({ width: 2 ** 24, height: 2 ** 24 });
  });

  test.each([
    ["no width", png(0, 480)],
    ["no height", gif(640, 0)],
    ["no frame", [...gif(640, 480).slice(0, 19), 0x3b]],
    ["a width below nothing", bmp(2 ** 32 - 5, 480)],
    ["a chunk before IHDR", [...png(640, 480).slice(0, 12), ...text("tEXt"), ...big(640, 4), ...big(480, 4)]],
    ["no frame before the scan", [0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3]],
    ["a WebP chunk of no known kind", riff(...text("ICCP"), ...big(0, 20))],
  ])("holds no size where it claims %s", (_, bytes) => {
    expect(headerOf(bytes)?.size).toBeNull();
  });

  test.each([
    ["nothing", []],
    ["text", text("7 is a digit")],
    ["text that begins as a BMP does", text("BMW drove past the house")],
    ["an SVG", text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ["a ZIP", text("PK\x03\x04\x14\0\0\0")],
    ["a sound in RIFF", [...text("RIFF"), ...little(99, 4), ...text("WAVE")]],
  ])("is not seen in %s", (_, bytes) => {
    expect(headerOf(bytes)).toBeNull();
  });

  test.each(pictures)("is read from %s behind which anything comes", (_, start) => {
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      expectCalm([...start.slice(0, 4 + Math.floor(random() * start.length)), ...noise(300, random)]);
    }
  });

  test.each(pictures)("is read from %s with any bytes changed", (_, bytes) => {
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      const places = new Set(noise(1 + (seed % 8), random).map((value) => value % bytes.length));
      expectCalm(bytes.map((byte, place) => (places.has(place) ? Math.floor(random() * 256) : byte)));
    }
  });

  test.each([0x00, 0x21, 0x2c, 0xff])("is looked for no further than the end of many bytes of %i", (byte) => {
    const rest = new Array<number>(100_000).fill(byte);
    for (const [, start] of pictures) expectCalm([...start.slice(0, 13), ...rest]);
  });
});

const noise = (length: number, random: () => number) =>
  Array.from({ length }, () => Math.floor(random() * 256));

function expectCalm(bytes: readonly number[]): void {
  const size = headerOf(bytes)?.size;
  if (size) expect(size.width > 0 && size.height > 0).toBe(true);
}

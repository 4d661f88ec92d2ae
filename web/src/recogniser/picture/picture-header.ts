/** Reads a picture's format and size from its first bytes, before any decoder is let loose on it. */

export type PictureFormat = "png" | "jpeg" | "webp" | "gif" | "bmp";

export interface PictureHeader {
  readonly format: PictureFormat;
  /** Null where the bytes at hand don't hold a size. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** Recognise a picture by its first bytes; null where it is none of PNG, JPEG, WebP, GIF and BMP. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = formats.find(({ opens }) => opens(bytes));
  if (!format) return null;
  return { format: format.name, size: usable(orNull(() => format.size(view))) };
}

/** Whether a file is a HEIC or AVIF picture, as phones take them and few browsers open: ISO/IEC 23008-12, by its brand. */
export function isHeif(bytes: Uint8Array): boolean {
  return hasText(bytes, 4, "ftyp") && heifBrands.some((brand) => hasText(bytes, 8, brand));
}

const heifBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"];

type Size = { width: number; height: number };

const formats: readonly {
  name: PictureFormat;
  opens: (bytes: Uint8Array) => boolean;
  /** May read past the end: then there is no size. */
  size: (view: DataView) => Size | null;
}[] = [
  { name: "png", opens: (bytes) => hasText(bytes, 0, "\x89PNG\r\n\x1a\n"), size: pngSize },
  { name: "jpeg", opens: (bytes) => hasText(bytes, 0, "\xff\xd8\xff"), size: jpegSize },
  {
    name: "webp",
    opens: (bytes) => hasText(bytes, 0, "RIFF") && hasText(bytes, 8, "WEBP"),
    size: webpSize,
  },
  {
    name: "gif",
    opens: (bytes) => hasText(bytes, 0, "GIF87a") || hasText(bytes, 0, "GIF89a"),
    size: gifSize,
  },
  {
    name: "bmp",
    // Two letters alone would make a picture of any text that begins with them: bytes 6 to 9 are reserved, all zero.
    opens: (bytes) => hasText(bytes, 0, "BM") && hasText(bytes, 6, "\0\0\0\0"),
    size: bmpSize,
  },
];

function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  return [...text].every((letter, index) => bytes[offset + index] === letter.charCodeAt(0));
}

/** The header's first chunk, IHDR, starts with width and height. */
function pngSize(view: DataView): Size | null {
  if (view.getUint32(12) !== 0x49484452) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Segments follow one another up to the frame header, which holds the size. */
function jpegSize(view: DataView): Size | null {
  let offset = 2;
  while (view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1);
    if (isFrameHeader(marker)) {
      return { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
    }
    // A marker may be padded by any number of 0xff.
    offset += marker === 0xff ? 1 : 2 + view.getUint16(offset + 2);
  }
  return null;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share their numbers' range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Three kinds, each with a header of its own: lossy, lossless, and extended. */
function webpSize(view: DataView): Size | null {
  const kind = view.getUint32(12);
  if (kind === 0x56503820 /* "VP8 " */) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 0x5650384c /* "VP8L" */) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind === 0x56503858 /* "VP8X" */) {
    const width = view.getUint16(24, true) + (view.getUint8(26) << 16) + 1;
    const height = view.getUint16(27, true) + (view.getUint8(29) << 16) + 1;
    return { width, height };
  }
  return null;
}

/** The screen, or its first frame where that is larger: Chromium 156 enlarges the one to hold the other. */
function gifSize(view: DataView): Size | null {
  const frame = firstFrameOfGif(view);
  if (frame === null) return null;
  const [left, top, width, height] = [1, 3, 5, 7].map((field) => view.getUint16(frame + field, true));
  return {
    width: Math.max(view.getUint16(6, true), left! + width!),
    height: Math.max(view.getUint16(8, true), top! + height!),
  };
}

/** Where the first frame begins, behind the palette and any extensions; null where something else stands there. */
function firstFrameOfGif(view: DataView): number | null {
  const flags = view.getUint8(10);
  const paletteBytes = flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
  let offset = 13 + paletteBytes;
  while (view.getUint8(offset) === 0x21) {
    offset += 2;
    // An extension is a row of blocks, each behind its length; an empty one ends it.
    while (view.getUint8(offset) > 0) offset += 1 + view.getUint8(offset);
    offset += 1;
  }
  return view.getUint8(offset) === 0x2c ? offset : null;
}

/** OS/2's first header has 16-bit sizes; later ones 32-bit, with a negative height where rows run downwards. */
function bmpSize(view: DataView): Size {
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

function usable(size: Size | null): Size | null {
  return size && size.width > 0 && size.height > 0 ? size : null;
}

/** DataView throws RangeError past the end of a truncated header. */
function orNull<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Decodes pictures to pixels of a bounded size, in the worker. */
import { readPictureHeader } from "./picture-header";
import { UnreadableSourceError, type Pixels } from "./types";

/** Pixels, and how many of them make one of the source's own. */
export interface DecodedPicture {
  readonly pixels: Pixels;
  readonly scale: number;
}

const maxPictureBytes = 20_000_000;
const maxPicturePixels = 50_000_000;
/** A digit needs 20 pixels; this leaves fifty for each of them and keeps a phone's photograph quick. */
const maxWorkingSidePx = 1024;

/** Decode a picture, reduced so that its longer side is at most 1,024 pixels.
 * @throws UnreadableSourceError */
export async function decode(source: Blob | ImageData | ImageBitmap): Promise<DecodedPicture> {
  if (source instanceof Blob) return decodeImage(await readPicture(source));
  checkSize(source);
  if (source instanceof ImageData && Math.max(source.width, source.height) <= maxWorkingSidePx) {
    return { pixels: source, scale: 1 };
  }
  return decodeImage(source);
}

/** A file's contents under the type that they show, whatever the file was named.
 * @throws UnreadableSourceError where it isn't a picture, or one too large to be decoded safely */
async function readPicture(file: Blob): Promise<Blob> {
  if (file.size === 0) throw new UnreadableSourceError("empty", "The file is empty.");
  if (file.size > maxPictureBytes) {
    throw new UnreadableSourceError(
      "too-many-bytes",
      `The picture has ${file.size} bytes; at most ${maxPictureBytes} can be read.`,
    );
  }
  const bytes = await file.arrayBuffer().catch(() => {
    throw new UnreadableSourceError("damaged", "The file could not be read.");
  });
  const header = readPictureHeader(new Uint8Array(bytes));
  if (!header) {
    throw new UnreadableSourceError("format", "The file is no PNG, JPEG, WebP, GIF or BMP picture.");
  }
  if (!header.size) {
    throw new UnreadableSourceError(
      "damaged",
      `The ${header.format} picture is damaged: its header names no size.`,
    );
  }
  checkSize(header.size);
  return new Blob([bytes], { type: `image/${header.format}` });
}

async function decodeImage(source: ImageBitmapSource): Promise<DecodedPicture> {
  const bitmap = await createImageBitmap(source).catch(() => {
    throw new UnreadableSourceError("damaged", "The picture is damaged: the browser could not decode it.");
  });
  try {
    // Again, since a header may lie.
    checkSize(bitmap);
    return reduce(bitmap);
  } finally {
    bitmap.close();
  }
}

function checkSize({ width, height }: { readonly width: number; readonly height: number }): void {
  if (width * height === 0) throw new UnreadableSourceError("empty", "The picture has no pixels.");
  if (width * height > maxPicturePixels) {
    throw new UnreadableSourceError(
      "too-many-pixels",
      `The picture has ${width} x ${height} pixels; at most ${maxPicturePixels} can be read.`,
    );
  }
}

function reduce(bitmap: ImageBitmap): DecodedPicture {
  const scale = Math.min(1, maxWorkingSidePx / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return { pixels: context.getImageData(0, 0, width, height), scale };
}

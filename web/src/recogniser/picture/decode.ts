/** Decodes pictures to pixels of a bounded size, in the worker. */
import { UnreadableSourceError, type Box, type PictureView } from "../types";
import { isHeif, readPictureHeader } from "./picture-header";

/** A decoded picture; it must be closed. */
export interface OpenPicture {
  readonly width: number;
  readonly height: number;
  /** The picture, or what a part holds of it, reduced to so many pixels at most. */
  view(mostPixels: number, part?: Box): PictureView;
  close(): void;
}

const maxPictureBytes = 20_000_000;
const maxPicturePixels = 50_000_000;
/** Pixels that come as pixels are taken as they are, up to so many. */
const smallPixels = 1_500_000;
/** Browsers draw nothing on longer canvases. */
const maxWorkingSidePx = 8192;

/** Decode a picture.
 * @throws UnreadableSourceError */
export async function openPicture(source: Blob | ImageData | ImageBitmap): Promise<OpenPicture> {
  if (source instanceof Blob) return openImage(await readPicture(source));
  checkSize(source);
  if (source instanceof ImageData && source.width * source.height <= smallPixels) {
    const { width, height } = source;
    return { width, height, view: () => ({ pixels: source, left: 0, top: 0, scale: 1 }), close: () => {} };
  }
  return openImage(source);
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
  const contents = new Uint8Array(bytes);
  const header = readPictureHeader(contents);
  if (!header) {
    const reason = isHeif(contents) ? "heif" : "format";
    throw new UnreadableSourceError(reason, "The file is no PNG, JPEG, WebP, GIF or BMP picture.");
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

async function openImage(source: ImageBitmapSource): Promise<OpenPicture> {
  const bitmap = await createImageBitmap(source).catch(() => {
    throw new UnreadableSourceError("damaged", "The picture is damaged: the browser could not decode it.");
  });
  const close = () => bitmap.close();
  try {
    // Again, since a header may lie.
    checkSize(bitmap);
  } catch (error) {
    close();
    throw error;
  }
  const { width, height } = bitmap;
  const whole = { x: 0, y: 0, width, height };
  const view = (mostPixels: number, part = whole) => viewOf(bitmap, mostPixels, inside(bitmap, part));
  return { width, height, view, close };
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

/** What lies of a part inside a picture, in whole pixels. */
function inside(picture: { readonly width: number; readonly height: number }, part: Box): Box {
  const [x, y] = [Math.max(0, Math.floor(part.x)), Math.max(0, Math.floor(part.y))];
  const right = Math.min(picture.width, Math.ceil(part.x + part.width));
  const bottom = Math.min(picture.height, Math.ceil(part.y + part.height));
  return { x, y, width: right - x, height: bottom - y };
}

function viewOf(bitmap: ImageBitmap, mostPixels: number, part: Box): PictureView {
  const { width: wide, height: high } = part;
  const scale = Math.min(1, Math.sqrt(mostPixels / (wide * high)), maxWorkingSidePx / Math.max(wide, high));
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return { pixels: context.getImageData(0, 0, width, height), left: part.x, top: part.y, scale };
}

import { UnreadableSourceError } from "../recogniser/index";
import { padSize } from "./sheet";

/** Enough for a pad 840 pixels wide, and little to keep for every picture that can be undone to. */
const maxPreviewPx = 3 * padSize;

/**
 * A small copy of a picture, on the white paper that the recogniser sees it on.
 * @throws UnreadableSourceError where the browser can't show it
 */
export async function previewOf(file: Blob): Promise<HTMLCanvasElement> {
  const url = URL.createObjectURL(file);
  try {
    return smallCopyOf(await loadImage(url));
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (error) {
    throw new UnreadableSourceError("damaged", `the browser can't show the picture: ${error}`);
  }
  return image;
}

function smallCopyOf(image: HTMLImageElement): HTMLCanvasElement {
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(1, maxPreviewPx / Math.max(width, height));
  const copy = document.createElement("canvas");
  copy.width = Math.max(1, Math.round(width * scale));
  copy.height = Math.max(1, Math.round(height * scale));

  const context = copy.getContext("2d");
  if (context === null) return copy;
  context.fillStyle = "white";
  context.fillRect(0, 0, copy.width, copy.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, copy.width, copy.height);
  return copy;
}

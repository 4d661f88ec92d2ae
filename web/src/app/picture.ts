import { UnreadableSourceError } from "../recogniser/index";
import { padSize } from "./sheet";

/** Enough for a pad 840 pixels wide and for a long line, and little to keep for every picture that can be undone to. */
const maxPreviewPixels = (3 * padSize) ** 2;
/** Browsers make no canvas that is much longer. */
const maxPreviewSidePx = 8192;

export interface Preview {
  readonly preview: HTMLCanvasElement;
  /** Pixels of the preview for each of the picture's. */
  readonly scale: number;
}

/** Where nothing differs from white by this, of 255, the recogniser (its ink.ts) sees no ink on it either. */
const minContrast = 24;

/**
 * A small copy of a picture, on the paper that the recogniser sees it on.
 * @throws UnreadableSourceError where the browser can't show it
 */
export async function previewOf(file: Blob): Promise<Preview> {
  // Without the type that its name claims, the browser goes by what the file holds, as the recogniser does.
  const untyped = file.slice(0, file.size, "");
  const picture = await createImageBitmap(untyped).catch((error: unknown) => {
    throw new UnreadableSourceError("damaged", `the browser can't show the picture: ${error}`);
  });
  try {
    return smallCopyOf(picture);
  } finally {
    picture.close();
  }
}

function smallCopyOf(picture: ImageBitmap): Preview {
  const { width, height } = picture;
  const scale = Math.min(
    1,
    Math.sqrt(maxPreviewPixels / (width * height)),
    maxPreviewSidePx / Math.max(width, height),
  );
  const copy = document.createElement("canvas");
  copy.width = Math.max(1, Math.round(width * scale));
  copy.height = Math.max(1, Math.round(height * scale));
  const context = copy.getContext("2d");
  if (context === null) return { preview: copy, scale };
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, copy.width, copy.height);
  context.fillStyle = paperOf(context.getImageData(0, 0, copy.width, copy.height));
  context.globalCompositeOperation = "destination-over";
  context.fillRect(0, 0, copy.width, copy.height);
  return { preview: copy, scale };
}

/** White, as the recogniser takes it, but for white ink on transparent paper, which shows only against black. */
function paperOf({ data }: ImageData): "white" | "black" {
  for (let i = 0; i < data.length; i += 4) {
    const luminance = 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
    if (((255 - luminance) * data[i + 3]!) / 255 >= minContrast) return "white";
  }
  return "black";
}

/** Makes small copies and cuts of pictures, where it holds up nobody: twelve megapixels take a tenth of a second. */
import { type Cut, framed, turnContext } from "./cut";
import type { Job, Outcome, Preview } from "./job";

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;

/** Enough for a pad 840 pixels wide and for a long line, and little to keep for every picture that can be undone to. */
const maxPreviewPixels = 840 ** 2;
/** Browsers make no canvas that is much longer. */
const maxPreviewSidePx = 8192;
/** As many as the recogniser works on. */
const maxCutPixels = 4_000_000;
const jpegQuality = 0.95;

/** Where nothing differs from white by this, of 255, the recogniser (its ink.ts) sees no ink on it either. */
const minContrast = 24;

worker.onmessage = async ({ data: job }: MessageEvent<Job>) => {
  const outcome = await perform(job).catch((error: unknown): Outcome => ({ error: `${error}` }));
  worker.postMessage(outcome, "preview" in outcome ? [outcome.preview] : []);
};

async function perform({ picture, cut }: Job): Promise<Outcome> {
  const opened = picture instanceof Blob ? await decoded(picture) : picture;
  return cut ? { file: await cutOut(opened, cut) } : previewOf(opened);
}

/** Without the type that its name claims, the browser goes by what the file holds, as the recogniser does. */
function decoded(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file.slice(0, file.size, ""));
}

function previewOf(picture: ImageBitmap): Preview {
  const { width, height } = picture;
  const scale = Math.min(
    1,
    Math.sqrt(maxPreviewPixels / (width * height)),
    maxPreviewSidePx / Math.max(width, height),
  );
  const copy = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = contextOf(copy);
  context.drawImage(picture, 0, 0, copy.width, copy.height);
  fillBehind(context, paperOf(context.getImageData(0, 0, copy.width, copy.height)));
  return { preview: copy.transferToImageBitmap(), scale };
}

function cutOut(picture: ImageBitmap, cut: Cut): Promise<Blob> {
  const frame = framed(picture, cut);
  const scale = Math.min(1, Math.sqrt(maxCutPixels / (frame.width * frame.height)));
  const copy = new OffscreenCanvas(
    Math.max(1, Math.round(frame.width * scale)),
    Math.max(1, Math.round(frame.height * scale)),
  );
  const context = contextOf(copy);
  context.scale(scale, scale);
  context.translate(-frame.x, -frame.y);
  turnContext(context, picture, cut);
  context.drawImage(picture, 0, 0);
  context.resetTransform();
  // A corner that a tilt leaves open must look like the picture's own paper, or its edge would be a stroke.
  if (cut.tilt !== 0) fillBehind(context, meanColourOf(picture));
  fillBehind(context, paperOf(context.getImageData(0, 0, copy.width, copy.height)));
  return copy.convertToBlob({ type: "image/jpeg", quality: jpegQuality });
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.imageSmoothingQuality = "high";
  return context;
}

function fillBehind(context: OffscreenCanvasRenderingContext2D, colour: string): void {
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = colour;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** White, as the recogniser takes it, but for white ink on transparent paper, which shows only against black. */
function paperOf({ data }: ImageData): "white" | "black" {
  for (let i = 0; i < data.length; i += 4) {
    const luminance = 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
    if (((255 - luminance) * data[i + 3]!) / 255 >= minContrast) return "white";
  }
  return "black";
}

function meanColourOf(picture: ImageBitmap): string {
  const context = contextOf(new OffscreenCanvas(1, 1));
  context.drawImage(picture, 0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red} ${green} ${blue} / ${alpha! / 255})`;
}

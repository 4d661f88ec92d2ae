/** Small copies and cuts of pictures, made in a thread of their own. */
import { UnreadableSourceError } from "../recogniser/index";
import type { Cut } from "./darkroom/cut";
import type { Job, Outcome, Preview } from "./darkroom/job";

/** The worker's file, by the build. */
declare const DARKROOM: string;

/** A small copy of a picture.
 * @throws UnreadableSourceError where the browser can't show it */
export async function previewOf(file: Blob): Promise<Preview> {
  return (await perform({ picture: file })) as Preview;
}

/** What a cut leaves of a picture, as a file.
 * @throws UnreadableSourceError where the browser can't show the picture */
export async function cutOut(picture: Blob | ImageBitmap, cut: Cut): Promise<Blob> {
  return ((await perform({ picture, cut })) as { file: Blob }).file;
}

/** Each job has a worker of its own: with it goes the memory that a large picture took. */
function perform(job: Job): Promise<Outcome> {
  const worker = new Worker(new URL(DARKROOM, import.meta.url), { type: "module" });
  return new Promise<Outcome>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Outcome>) =>
      "error" in data ? reject(new UnreadableSourceError("damaged", data.error)) : resolve(data);
    worker.onerror = () => reject(new Error("The darkroom couldn't be opened."));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}

import type { Cut } from "./cut";

/** A picture to make a cut of, or a preview where none is asked for. */
export interface Job {
  readonly picture: Blob | ImageBitmap;
  readonly cut?: Cut;
}

/** A small copy of a picture, on the paper that the recogniser sees it on. */
export interface Preview {
  readonly preview: ImageBitmap;
  /** Pixels of the preview for each of the picture's. */
  readonly scale: number;
}

/** What became of a job; an error where the browser can't show the picture. */
export type Outcome = Preview | { readonly file: Blob } | { readonly error: string };

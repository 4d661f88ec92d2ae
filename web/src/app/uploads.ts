import { UnreadableSourceError } from "../recogniser/index";
import { Newest } from "./newest";
import { previewOf } from "./picture";
import type { Reader } from "./reader";
import type { PictureSheet } from "./sheet";
import { unreadable, uploadInterrupted } from "./text";

/** Makes sheets of uploaded files, the newest last; what can't be read becomes a sentence that says why. */
export class Uploads {
  readonly #files: Newest<Blob, PictureSheet>;

  constructor(
    private readonly reader: Reader,
    lay: (sheet: PictureSheet) => void,
    refuse: (why: string) => void,
  ) {
    this.#files = new Newest(
      (file) => this.#sheetOf(file),
      lay,
      (error) =>
        refuse(error instanceof UnreadableSourceError ? unreadable[error.reason] : uploadInterrupted),
    );
  }

  take(file: Blob): void {
    this.#files.ask(file);
  }

  /** Lets go of a file that isn't read yet: something newer is on the pad. */
  forget(): void {
    this.#files.forget();
  }

  async #sheetOf(file: Blob): Promise<PictureSheet> {
    // Read first: the recogniser turns away what would be too large for the browser to show.
    const reading = await this.reader.read(file);
    return { kind: "picture", preview: await previewOf(file), reading };
  }
}

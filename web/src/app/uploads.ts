import { UnreadableSourceError } from "../recogniser/index";
import { Newest } from "./newest";
import { previewOf } from "./picture";
import type { Reader } from "./reader";
import type { PictureSheet } from "./sheet";
import { unreadable, uploadInterrupted } from "./text";

export interface Desk {
  /** A file is being read, or no longer. */
  wait(isWaiting: boolean): void;
  lay(sheet: PictureSheet): void;
  /** The file can't be read, for a reason that one sentence gives. */
  refuse(why: string): void;
}

/** Makes sheets of uploaded files, one at a time and the newest last. */
export class Uploads {
  readonly #files: Newest<Blob, PictureSheet>;

  constructor(
    private readonly reader: Reader,
    private readonly desk: Desk,
  ) {
    this.#files = new Newest(
      (file) => this.#sheetOf(file),
      (sheet) => this.#lay(sheet),
      (error) => this.#refuse(error),
    );
  }

  /** Reads a file, in place of any that isn't read yet. */
  take(file: Blob): void {
    this.forget();
    this.desk.wait(true);
    this.#files.ask(file);
  }

  /** Lets go of a file that isn't read yet: something newer is on the pad. */
  forget(): void {
    this.#files.forget();
    this.desk.wait(false);
  }

  async #sheetOf(file: Blob): Promise<PictureSheet> {
    // Read first: the recogniser turns away what would be too large for the browser to show.
    const reading = await this.reader.read(file);
    return { kind: "picture", preview: await previewOf(file), reading };
  }

  #lay(sheet: PictureSheet): void {
    this.desk.wait(false);
    this.desk.lay(sheet);
  }

  #refuse(error: unknown): void {
    this.desk.wait(false);
    this.desk.refuse(error instanceof UnreadableSourceError ? unreadable[error.reason] : uploadInterrupted);
  }
}

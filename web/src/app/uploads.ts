import { noReading, type Progress, type ReadMode, UnreadableSourceError } from "../recogniser/index";
import { previewOf } from "./darkroom";
import type { Preview } from "./darkroom/job";
import { Newest } from "./newest";
import type { Reader } from "./reader";
import type { Original, PictureSheet } from "./sheet";
import { unreadable, uploadInterrupted, uploadStopped, uploadWaits } from "./text";

/** A file to be read, and what it was cut from. */
interface Upload {
  readonly file: Blob;
  readonly original: Original | null;
}

export interface UploadDesk {
  /** What pictures are to be read as. */
  readonly mode: ReadMode;
  /** A file is being read, or no longer. */
  wait(isWaiting: boolean): void;
  /** How far a page is read. */
  progress(progress: Progress): void;
  /** What is read so far of a page. */
  glance(sheet: PictureSheet): void;
  lay(sheet: PictureSheet): void;
  /** Says in one sentence why a file isn't taken, and whether it is kept to be tried again; an empty one takes that back. */
  say(sentence: string, isKept: boolean): void;
}

/** Makes sheets of uploaded files, one at a time and the newest last. */
export class Uploads {
  readonly #files: Newest<Upload, PictureSheet>;
  #reading = new AbortController();
  #waiting: Upload | null = null;
  #setAside: Upload | null = null;
  /** Of the last that failed without a fault of its own. */
  #failed: Upload | null = null;

  constructor(
    private readonly reader: Reader,
    private readonly desk: UploadDesk,
  ) {
    this.#files = new Newest(
      (upload) => this.#sheetOf(upload),
      (sheet) => this.#lay(sheet),
      (error, upload) => this.#refuse(error, upload),
    );
  }

  /** Reads a file, in place of any that isn't read yet. */
  take(file: Blob, original: Original | null = null): void {
    this.#take({ file, original });
  }

  /** Tells whoever waits for a file that the reader has gone; the pad is theirs again until it has come. */
  refresh(): void {
    if (this.#waiting === null) return;
    this.desk.wait(!this.reader.isLost);
    this.desk.say(this.reader.isLost ? uploadWaits : "", false);
  }

  /** Lets go of a file that isn't read yet, and of what was said of the last: something newer is on the pad. */
  forget(): void {
    this.#files.forget();
    this.#reading.abort();
    this.#wait(null);
    this.#setAside = null;
    this.desk.say("", false);
  }

  /** Lets a file that isn't read yet rest while something begins on the pad, which may turn out to be nothing. */
  setAside(): void {
    const upload = this.#waiting ?? this.#setAside;
    this.forget();
    this.#setAside = upload;
  }

  /** Reads a file no further; it is kept, to be read after all. */
  stop(): void {
    if (this.#waiting === null) return;
    this.setAside();
    this.desk.say(uploadStopped, true);
  }

  /** Reads what was set aside after all; false if there is nothing, or it was forgotten since. */
  takeUp(): boolean {
    if (this.#setAside === null) return false;
    this.#take(this.#setAside);
    return true;
  }

  #take(upload: Upload): void {
    this.forget();
    this.#wait(upload);
    this.#files.ask(upload);
    this.refresh();
  }

  async #sheetOf({ file, original }: Upload): Promise<PictureSheet> {
    // Read first: the recogniser turns away what would be too large for the browser to show.
    const { signal } = (this.#reading = new AbortController());
    let preview: Promise<Preview> | null = null;
    let isRead = false;
    const onProgress = async (progress: Progress) => {
      this.desk.progress(progress);
      if (progress.rows.length === 0) return;
      const seen = await heldBack((preview ??= previewOf(file)));
      if (!seen || isRead || signal.aborted) return;
      const soFar = { ...noReading, rows: progress.rows };
      this.desk.glance({ kind: "picture", ...seen, file, original, reading: soFar });
    };
    const reading = await this.reader.read(file, { mode: this.desk.mode, onProgress, signal });
    isRead = true;
    return { kind: "picture", ...(await (preview ?? previewOf(file))), file, original, reading };
  }

  #lay(sheet: PictureSheet): void {
    this.#wait(null);
    this.desk.lay(sheet);
  }

  #refuse(error: unknown, upload: Upload): void {
    this.#wait(null);
    if (error instanceof UnreadableSourceError) return this.desk.say(unreadable[error.reason], false);
    const isFirst = upload !== this.#failed;
    this.#failed = upload;
    // One that waits for the next reader and takes that away too isn't forced upon a third.
    if (isFirst && this.reader.isLost) return this.#take(upload);
    this.#setAside = upload;
    this.desk.say(uploadInterrupted, true);
  }

  #wait(upload: Upload | null): void {
    this.#waiting = upload;
    this.desk.wait(upload !== null);
  }
}

/** Null where a preview fails: whoever lays it down hears of it. */
const heldBack = (preview: Promise<Preview>): Promise<Preview | null> => preview.catch(() => null);

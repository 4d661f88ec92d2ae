import { noReading, type Reading, UnreadableSourceError } from "../recogniser/index";
import { Newest } from "./newest";
import type { LostState, Reader } from "./reader";
import { blankSheet, type Sheet } from "./sheet";

/** A reading takes some 5 ms: after so long, what is on show is no answer to what is on the pad. */
const patienceMs = 1000;

/** How sheets of a kind are read. */
export interface Readings<Laid extends Sheet> {
  /** What is known of a sheet without reading it; null where it must be read. */
  known(sheet: Laid): Reading | null;
  read(sheet: Laid): Promise<Reading>;
}

/** What answers. */
export interface AnswerPanel<Laid extends Sheet> {
  /** Shows what was read of a sheet. */
  showReading(reading: Reading, sheet: Laid): void;
  /** Shows why there is no answer: nobody can read yet, or any more, or it takes unusually long. */
  showNoAnswer(reason: "loading" | "reading" | LostState): void;
}

/** Keeps the answer true to the sheet on the pad. */
export class Answers<Laid extends Sheet> {
  #sheet: Laid = blankSheet as Laid;
  readonly #newest: Newest<Laid, Reading>;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly reader: Reader,
    private readonly readings: Readings<Laid>,
    private readonly panel: AnswerPanel<Laid>,
  ) {
    this.#newest = new Newest(
      (sheet) => this.readings.read(sheet),
      (reading, sheet) => this.#show(reading, sheet),
      (error, sheet) => {
        // Of any other failure the reader's state tells.
        if (error instanceof UnreadableSourceError) this.#show(noReading, sheet);
      },
    );
  }

  /** Answers to the same sheet with more ink on it; answers on their way are still worth seeing. */
  follow(sheet: Laid): void {
    this.#sheet = sheet;
    this.#ask(sheet);
  }

  /** Answers to another sheet, and no more to the one before. */
  turnTo(sheet: Laid): void {
    this.forget();
    this.#sheet = sheet;
    const known = this.readings.known(sheet);
    if (known === null) this.#ask(sheet);
    else this.#show(known, sheet);
  }

  /** Answers anew, now that the reader has come or gone. */
  refresh(): void {
    if (this.reader.state !== "ready") this.panel.showNoAnswer(this.reader.state);
    this.turnTo(this.#sheet);
  }

  /** Answers no more. */
  forget(): void {
    this.#newest.forget();
    this.#endPatience();
  }

  #ask(sheet: Laid): void {
    this.#patience ??= setTimeout(() => {
      if (this.reader.state === "ready") this.panel.showNoAnswer("reading");
    }, patienceMs);
    this.#newest.ask(sheet);
  }

  #endPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #show(reading: Reading, sheet: Laid): void {
    this.#endPatience();
    if (this.reader.state === "ready") this.panel.showReading(reading, sheet);
  }
}

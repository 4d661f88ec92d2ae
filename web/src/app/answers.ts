import { type Reading, UnreadableSourceError } from "../recogniser/index";
import { Newest } from "./newest";
import type { Reader } from "./reader";
import { noReading, type ReadingPanel } from "./reading-panel";
import { blankSheet, drawingOf, type DrawingSheet, isBlank, type Sheet } from "./sheet";

/** A reading takes some 5 ms: after so long, what is on show is no answer to what is on the pad. */
const patienceMs = 1000;

/** Keeps the answer true to the sheet on the pad. */
export class Answers {
  #sheet: Sheet = blankSheet;
  readonly #drawings: Newest<DrawingSheet, Reading>;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly reader: Reader,
    private readonly panel: ReadingPanel,
  ) {
    this.#drawings = new Newest(
      (sheet) => this.reader.read(drawingOf(sheet)),
      (reading, sheet) => this.#show(reading, sheet),
      (error, sheet) => {
        // Of any other failure the reader's state tells.
        if (error instanceof UnreadableSourceError) this.#show(noReading, sheet);
      },
    );
  }

  /** Answers to the same sheet with more ink on it; answers on their way are still worth seeing. */
  follow(sheet: DrawingSheet): void {
    this.#sheet = sheet;
    this.#ask(sheet);
  }

  /** Answers to another sheet, and no more to the one before. */
  turnTo(sheet: Sheet): void {
    this.#drawings.forget();
    this.#endPatience();
    this.#sheet = sheet;
    if (sheet.kind === "picture") this.#show(sheet.reading, sheet);
    else if (isBlank(sheet)) this.#show(noReading, sheet);
    else this.#ask(sheet);
  }

  /** Answers anew, now that the reader has come or gone. */
  refresh(): void {
    if (this.reader.state !== "ready") this.panel.showNoAnswer(this.reader.state);
    this.turnTo(this.#sheet);
  }

  #ask(sheet: DrawingSheet): void {
    this.#patience ??= setTimeout(() => {
      if (this.reader.state === "ready") this.panel.showNoAnswer("reading");
    }, patienceMs);
    this.#drawings.ask(sheet);
  }

  #endPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #show(reading: Reading, sheet: Sheet): void {
    this.#endPatience();
    if (this.reader.state === "ready") this.panel.showReading(reading, sheet);
  }
}

import { type Reading, UnreadableSourceError } from "../recogniser/index";
import { Newest } from "./newest";
import type { Reader } from "./reader";
import { noReading, type ReadingPanel } from "./reading-panel";
import { blankSheet, drawingOf, type DrawingSheet, isBlank, type Sheet } from "./sheet";

/** Keeps the answer true to the sheet on the pad. */
export class Answers {
  #sheet: Sheet = blankSheet;
  readonly #drawings: Newest<DrawingSheet, Reading>;

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
    this.#drawings.ask(sheet);
  }

  /** Answers to another sheet, and no more to the one before. */
  turnTo(sheet: Sheet): void {
    this.#drawings.forget();
    this.#sheet = sheet;
    if (sheet.kind === "picture") this.#show(sheet.reading, sheet);
    else if (isBlank(sheet)) this.#show(noReading, sheet);
    else this.#drawings.ask(sheet);
  }

  /** Answers anew, now that the reader has come or gone. */
  refresh(): void {
    if (this.reader.state !== "ready") this.panel.showNoReader(this.reader.state);
    this.turnTo(this.#sheet);
  }

  #show(reading: Reading, sheet: Sheet): void {
    if (this.reader.state === "ready") this.panel.showReading(reading, sheet);
  }
}

import type { Reading, Stroke } from "../recogniser/index";
import { Answers, noReading } from "./answers";
import type { Desk, Instruments } from "./desk";
import { elementById } from "./elements";
import { offerExamples } from "./example-buttons";
import { examples } from "./examples";
import { keptDrawings } from "./kept-history";
import { Notebook } from "./notebook";
import { ReadingPanel } from "./reading-panel";
import { isBlank, padSize, type PictureSheet, type Sheet, sourceOf, withStrokes } from "./sheet";

/** One digit on a square. */
export class DigitDesk implements Desk {
  readonly mode = "digit";
  readonly width = padSize;
  readonly notebook: Notebook;
  readonly #answers: Answers<Sheet>;
  readonly #examples = elementById("examples", HTMLElement);

  constructor(private readonly instruments: Instruments) {
    const { reader, answer, evidence, canvas } = instruments;
    this.notebook = new Notebook<Sheet>(() => this.#turn(), keptDrawings.kept());
    this.#answers = new Answers(
      reader,
      {
        known: readingOf,
        read: (sheet) => reader.read(sourceOf(sheet), { mode: "digit" }),
      },
      new ReadingPanel(answer, evidence),
    );
    offerExamples(this.#examples, examples, padSize, ({ sheet }) => {
      instruments.finishStrokeFirst(() => this.notebook.lay(sheet));
      // On a phone the examples are a screen below the pad.
      canvas.scrollIntoView({ block: "nearest" });
    });
  }

  get front(): HTMLElement {
    return this.instruments.canvas;
  }

  touched(): void {}

  drawn(strokes: readonly Stroke[]): void {
    const sheet = withStrokes(this.notebook.sheet, strokes);
    this.instruments.pad.show(sheet);
    this.#answers.follow(sheet);
  }

  finished(strokes: readonly Stroke[]): void {
    this.notebook.lay(withStrokes(this.notebook.sheet, strokes));
  }

  lay(picture: PictureSheet): void {
    this.notebook.lay(picture);
  }

  show(): void {
    const { sheet } = this.notebook;
    this.instruments.pad.show(sheet);
    this.#answers.turnTo(sheet);
    this.instruments.shown();
    keptDrawings.keep(this.notebook.history);
  }

  refresh(): void {
    this.#answers.refresh();
  }

  enter(): void {
    this.#examples.hidden = false;
    this.show();
  }

  leave(): void {
    this.#examples.hidden = true;
    this.#answers.forget();
  }

  #turn(): void {
    this.instruments.turned();
    this.show();
  }
}

/** What is known of a sheet without reading it. */
function readingOf(sheet: Sheet): Reading | null {
  if (sheet.kind === "picture") return sheet.reading;
  return isBlank(sheet) ? noReading : null;
}

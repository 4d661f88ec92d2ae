import { noReading, type Reading, type Stroke } from "../recogniser/index";
import { Answers } from "./answers";
import type { Desk, Instruments } from "./desk";
import { elementById } from "./elements";
import { offerExamples } from "./example-buttons";
import { examples } from "./examples";
import { frameOn } from "./frame";
import { keptDrawings } from "./kept-history";
import { make } from "./make";
import { Notebook } from "./notebook";
import { ReadingPanel } from "./reading-panel";
import { boxOnPad, isBlank, padSize, type PictureSheet, type Sheet, sourceOf, withStrokes } from "./sheet";

/** One digit on a square. */
export class DigitDesk implements Desk {
  readonly mode = "digit";
  readonly width = padSize;
  readonly notebook: Notebook;
  readonly #answers: Answers<Sheet>;
  readonly #examples = elementById("examples", HTMLElement);
  readonly #frames = make("div", { class: "frames on-picture", "aria-hidden": "true" });

  constructor(private readonly instruments: Instruments) {
    const { reader, answer, evidence, canvas } = instruments;
    elementById("squares", HTMLElement).append(this.#frames);
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
    this.#lie(sheet);
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
    this.#lie(sheet);
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
    this.#frames.replaceChildren();
    this.#answers.forget();
  }

  /** Shows a sheet, and where on a picture the digit was found. */
  #lie(sheet: Sheet): void {
    this.instruments.pad.show(sheet);
    const digits = sheet.kind === "picture" ? sheet.reading.digits : [];
    this.#frames.replaceChildren(
      ...digits.map(({ box }) => frameOn(padSize, boxOnPad(box, sheet, padSize), "chosen")),
    );
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

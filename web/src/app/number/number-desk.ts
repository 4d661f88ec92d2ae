/** The desk for numbers: a line that grows as it fills, and a number whose digits can be corrected. */
import type { Box, Reading, Stroke } from "../../recogniser/index";
import { type AnswerPanel, Answers } from "../answers";
import type { Instruments } from "../desk";
import type { LateDesk } from "../desks";
import { elementById } from "../elements";
import { offerExamples } from "../example-buttons";
import { make } from "../make";
import { Notebook } from "../notebook";
import type { LostState } from "../reader";
import { boxOnPad, isBlank, type PictureSheet, withStrokes } from "../sheet";
import { copy } from "./copy";
import { DigitEditor } from "./digit-editor";
import { Expecting } from "./expecting";
import { keptNumbers } from "./kept-numbers";
import { LinePaper } from "./line-paper";
import { tappedCharacter } from "./line-size";
import { LineView } from "./line-view";
import { exampleWidth, numberExamples } from "./number-examples";
import {
  afterMoreInk,
  corrected,
  digitAt,
  emptyLine,
  leastSure,
  lineOf,
  type NumberLine,
  saidBeforehand,
  type Saying,
  uncorrected,
} from "./number-line";
import { NumberPanel } from "./number-panel";
import { NumberReadings } from "./number-readings";
import { correctionsOf, type NumberSheet, originOf, withCorrections } from "./number-sheet";
import { ReadingsView } from "./readings-view";

/** A number that was read, of the sheet that it was read of. */
interface Shown {
  readonly sheet: NumberSheet;
  readonly line: NumberLine;
}

export class NumberDesk implements LateDesk, AnswerPanel<NumberSheet> {
  readonly mode = "number";
  readonly notebook: Notebook<NumberSheet>;
  readonly element = make("div", { class: "number-parts" });
  readonly #answers: Answers<NumberSheet>;
  readonly #paper = new LinePaper(() => this.#showLine());
  readonly #line = new LineView(
    {
      choose: (place) => this.#choose(place),
      press: (key, event) => this.#editor.press(key) && event.preventDefault(),
    },
    elementById("squares", HTMLElement),
  );
  readonly #panel: NumberPanel;
  readonly #editor = new DigitEditor((saying) => this.#say(saying), "editor-title");
  readonly #readings = new ReadingsView((number) => void this.#copy(number));
  readonly #examples = make("div", { class: "examples numbers" });
  #shown: Shown | null = null;
  /** What was shown when the pen touched the paper. */
  #touched: Shown | null = null;
  /** The digit or mark that a person wants to see; null leaves that to the page. */
  #chosen: number | null = null;

  constructor(private readonly instruments: Instruments) {
    const { reader, answer, canvas } = instruments;
    this.notebook = new Notebook<NumberSheet>(() => this.#turn(), keptNumbers.kept());
    const readings = new NumberReadings(reader);
    this.#answers = new Answers(reader, readings, this);
    const expecting = new Expecting((expected) => {
      readings.expect(expected);
      this.#answers.refresh();
    });
    this.#panel = new NumberPanel(
      answer,
      (saying) => this.#say(saying),
      (number) => void this.#copy(number),
      expecting.element,
    );
    this.element.append(...[this.#panel, this.#editor, this.#readings].map(({ element }) => element));
    elementById("examples", HTMLElement).after(this.#examples);
    offerExamples(this.#examples, numberExamples, exampleWidth, ({ sheet }) => {
      instruments.finishStrokeFirst(() => this.#layNew(sheet));
      canvas.scrollIntoView({ block: "nearest" });
    });
  }

  get front(): HTMLElement {
    return this.instruments.canvas;
  }

  get width(): number {
    return this.#paper.size.width;
  }

  touched(): void {
    this.#paper.hold();
    this.#touched = this.#shown;
  }

  drawn(strokes: readonly Stroke[]): void {
    // Not before it is a stroke: a tap would show for a moment.
    if (this.#tapped(strokes) >= 0) return;
    const sheet = this.#withInk(strokes);
    this.instruments.pad.show(sheet);
    this.#answers.follow(sheet);
  }

  finished(strokes: readonly Stroke[]): void {
    const tapped = this.#tapped(strokes);
    if (tapped >= 0) return this.#choose(tapped);
    this.#chosen = null;
    this.notebook.lay(this.#withInk(strokes));
    this.#paper.makeRoom();
  }

  lay(picture: PictureSheet): void {
    this.#layNew(picture);
  }

  show(): void {
    const { sheet } = this.notebook;
    this.#paper.lay(sheet);
    this.instruments.pad.show(sheet);
    this.#answers.turnTo(sheet);
    this.instruments.shown();
    keptNumbers.keep(this.notebook.history);
  }

  refresh(): void {
    this.#answers.refresh();
  }

  enter(): void {
    this.#examples.hidden = this.#line.hidden = false;
    this.#paper.enter();
    this.show();
  }

  leave(): void {
    this.#examples.hidden = this.#line.hidden = true;
    this.#answers.forget();
    this.#shown = null;
    this.#paper.leave();
  }

  showReading(reading: Reading, sheet: NumberSheet): void {
    const line = lineOf(reading, correctionsOf(sheet));
    this.#shown = { sheet, line };
    this.#showLine();
    if (line.text === "") this.#panel.showNothing(kindOfNothing(sheet));
    else this.#panel.show(line);
    // What a pen that is still down has drawn may become anything.
    if (sheet === this.notebook.sheet) this.#readings.keep(line, originOf(sheet));
  }

  showNoAnswer(reason: "loading" | "reading" | LostState): void {
    this.#shown = null;
    this.#showLine();
    this.#panel.showNoAnswer(reason);
  }

  #turn(): void {
    this.instruments.turned();
    this.show();
  }

  #layNew(sheet: NumberSheet): void {
    this.#chosen = null;
    this.notebook.lay(sheet);
    this.#paper.rewind();
  }

  #choose(place: number): void {
    this.#chosen = place;
    this.#showLine();
  }

  /** Corrects the number on show; while there is newer ink that isn't read yet, only what a character is. */
  #say(saying: Saying): void {
    this.instruments.finishStrokeFirst(() => {
      if (this.#shown === null) return;
      const { sheet, line } = this.#shown;
      const newest = this.notebook.sheet;
      if (sheet === newest) this.#lay(saying, withCorrections(sheet, corrected(line, saying)));
      else if (saying.kind === "character") {
        const own = line.characters[saying.place]!;
        const corrections = saidBeforehand(correctionsOf(newest), own, saying.character);
        this.#lay(saying, withCorrections(newest, corrections));
      }
    });
  }

  #lay(saying: Saying, sheet: NumberSheet): void {
    this.#chosen = placeAfter(saying);
    this.notebook.lay(sheet);
  }

  async #copy(number: string): Promise<void> {
    this.#panel.showCopied(number, await copy(number));
  }

  /** The place of the digit or mark that is only tapped; -1 where a stroke is drawn. */
  #tapped(strokes: readonly Stroke[]): number {
    return this.#touched === null ? -1 : tappedCharacter(strokes, this.#boxesOf(this.#touched));
  }

  #withInk(strokes: readonly Stroke[]): NumberSheet {
    const { sheet } = this.notebook;
    const more = withStrokes(sheet, strokes);
    if (sheet.kind !== "drawing") return more;
    const { standing } =
      this.#touched?.sheet === sheet ? afterMoreInk(this.#touched.line) : correctionsOf(sheet);
    return standing.length === 0 ? more : withCorrections(more, { ...uncorrected, standing });
  }

  #boxesOf({ sheet, line }: Shown): readonly Box[] {
    return line.characters.map(({ read }) => boxOnPad(read.box, sheet, this.width));
  }

  #showLine(): void {
    const line = this.#shown?.line ?? emptyLine;
    const boxes = this.#shown === null ? [] : this.#boxesOf(this.#shown);
    const place = Math.min(this.#chosen ?? leastSure(line), line.characters.length - 1);
    const hadFocus = [this.#line, this.#editor].some((each) => each.hasFocus);
    this.#line.show(line, place, boxes, this.#paper.size);
    this.#editor.show(line, place);
    this.instruments.evidence.show(digitAt(line, place));
    // With the last digit goes all that could have it; what is said of that stands below the line.
    if (hadFocus && boxes.length === 0) this.instruments.canvas.focus();
  }
}

/** The place that is worth seeing after something was said. */
function placeAfter(saying: Saying): number | null {
  return saying.kind === "number" ? null : saying.place;
}

function kindOfNothing(sheet: NumberSheet): "invitation" | "no-number" | "dropped" {
  if (isBlank(sheet)) return "invitation";
  return correctionsOf(sheet).spans === null ? "no-number" : "dropped";
}

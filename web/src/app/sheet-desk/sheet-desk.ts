/** The desk for sheets: a photograph of many numbers, and the table that they make. */
import { noReading } from "../../recogniser/index";
import { type AnswerPanel, Answers } from "../answers";
import type { Instruments } from "../desk";
import type { LateDesk } from "../desks";
import { elementById } from "../elements";
import { make } from "../make";
import { Notebook } from "../notebook";
import { nextInked, type NumberLine, type Saying } from "../number/number-line";
import type { LostState } from "../reader";
import { type DrawingSheet, isPicture, padSize, type PictureSheet } from "../sheet";
import { CellEditor } from "./cell-editor";
import { examplePage } from "./example-page";
import { PhotoView } from "./photo-view";
import { SecondLook } from "./second-look";
import { SheetPanel } from "./sheet-panel";
import {
  type CellPlace,
  cellAt,
  doubtful,
  nextDoubt,
  recut,
  type Table,
  tableOf,
  withCharacter,
  withLine,
  withText,
  written,
} from "./table";
import { TableView } from "./table-view";
import { text } from "./wording";

/** What lies on the desk: nothing yet, or a picture and what was made of it. */
type ReadSheet = PictureSheet & { readonly table?: Table };
type PageSheet = DrawingSheet | ReadSheet;

export class SheetDesk implements LateDesk, AnswerPanel<PageSheet> {
  readonly mode = "sheet";
  readonly width = padSize;
  readonly notebook = new Notebook<PageSheet>(() => this.#turn());
  readonly #photo = new PhotoView((place) => this.#enlarge(place));
  readonly front = this.#photo.element;
  readonly #panel: SheetPanel;
  readonly #table = new TableView(
    (place) => this.#choose(place),
    (key) => this.#cell.press(key),
  );
  readonly #cell: CellEditor;
  readonly #examples: HTMLElement;
  readonly #answers: Answers<PageSheet>;
  readonly #secondLook: SecondLook;
  readonly element: HTMLElement;
  #chosen: CellPlace | null = null;
  #isGlancing = false;

  constructor(private readonly instruments: Instruments) {
    const { reader, answer, evidence } = instruments;
    this.#secondLook = new SecondLook(reader);
    this.#panel = new SheetPanel(answer);
    this.#cell = new CellEditor(
      evidence,
      (saying) => void this.#say(saying),
      (said) => this.#change((line) => withText(line, said)),
      () => this.#checkNext(),
      () => this.#table.focus(),
    );
    this.#answers = new Answers(
      reader,
      {
        known: (sheet) => (isPicture(sheet) ? sheet.reading : noReading),
        // Pictures come with their readings, and there is nothing else to read.
        read: async () => noReading,
      },
      this,
    );
    this.element = make(
      "div",
      { class: "number-parts" },
      this.#panel.element,
      this.#table.element,
      this.#cell.element,
    );
    elementById("paper", HTMLElement).after(this.#photo.element);
    this.#examples = make(
      "div",
      { class: "examples" },
      examplePage((file) => instruments.read(file)),
    );
    elementById("examples", HTMLElement).after(this.#examples);
  }

  // Nobody writes on a sheet: the pad is put away.
  touched(): void {}
  drawn(): void {}
  finished(): void {}

  lay(picture: PictureSheet): void {
    this.#chosen = null;
    this.notebook.lay(picture);
  }

  glance(picture: PictureSheet): void {
    this.element.inert = this.#isGlancing = true;
    const table = tableOf(picture.reading);
    this.#photo.show(picture, table, null);
    this.#table.show(table, null);
    this.#cell.hide();
    this.#panel.showNoAnswer("reading");
  }

  endGlance(): void {
    if (!this.#isGlancing) return;
    this.element.inert = this.#isGlancing = false;
    this.show();
  }

  show(): void {
    this.#answers.turnTo(this.notebook.sheet);
    this.instruments.shown();
  }

  refresh(): void {
    this.#answers.refresh();
  }

  enter(): void {
    this.front.hidden = this.#examples.hidden = false;
    this.show();
  }

  leave(): void {
    this.front.hidden = this.#examples.hidden = true;
    this.#answers.forget();
  }

  showReading(): void {
    const { sheet } = this.notebook;
    const table = this.#tableOf(sheet);
    this.#chosen = this.#chosen && cellAt(table, this.#chosen) ? this.#chosen : firstWorthSeeing(table);
    this.#showTable(sheet, table);
    const isAllRead = !isPicture(sheet) || sheet.reading.unread === undefined;
    if (written(table).length > 0) this.#panel.show(table, isAllRead);
    else this.#panel.showNothing(isPicture(sheet) ? "no-number" : "invitation");
  }

  showNoAnswer(reason: "loading" | "reading" | LostState): void {
    this.#showTable(this.notebook.sheet, []);
    this.#panel.showNoAnswer(reason);
  }

  #tableOf(sheet: PageSheet): Table {
    if (sheet.kind === "drawing") return [];
    return sheet.table ?? tableOf(sheet.reading);
  }

  #showTable(sheet: PageSheet, table: Table): void {
    const picture = isPicture(sheet) ? sheet : null;
    this.#photo.show(picture, table, this.#chosen);
    this.#table.show(table, this.#chosen);
    const cell = this.#chosen && cellAt(table, this.#chosen);
    const hasDoubts = doubtful(table).length > 0;
    if (picture && cell) this.#cell.show(picture, cell, this.#chosen!, hasDoubts);
    else this.#cell.hide();
  }

  #turn(): void {
    this.instruments.turned();
    this.show();
  }

  #choose(place: CellPlace): void {
    this.#chosen = place;
    this.#showTable(this.notebook.sheet, this.#tableOf(this.notebook.sheet));
  }

  /** Chooses a number, and brings what it is corrected with into sight. */
  #enlarge(place: CellPlace): void {
    this.#choose(place);
    this.#cell.element.scrollIntoView({ block: "nearest" });
  }

  #checkNext(): void {
    const next = nextDoubt(this.#tableOf(this.notebook.sheet), this.#chosen ?? { row: -1, column: -1 });
    if (next === null) return;
    this.#choose(next);
    // The cell in its table, then what it is corrected with, which is more to the purpose.
    this.#table.focus();
    this.#enlarge(next);
  }

  async #say(saying: Saying): Promise<void> {
    const chosen = this.#chosen && cellAt(this.#tableOf(this.notebook.sheet), this.#chosen);
    if (!chosen || saying.kind === "number") return;
    const { place } = saying;
    switch (saying.kind) {
      case "drop":
        return this.#change((line) => recut(line, place, 1, []));
      case "split":
        return this.#lookAgain("split", chosen.line, place, place);
      case "merge":
        return this.#lookAgain("merge", chosen.line, place, nextInked(chosen.line, place));
      case "character": {
        const say = (line: NumberLine) => withCharacter(line, place, saying.character);
        const isRead = chosen.line.characters[place]?.kind === "digit" || !/\d/.test(saying.character);
        return isRead ? this.#change(say) : this.#lookAgain("merge", chosen.line, place, place, say);
      }
    }
  }

  /** Reads characters from one place to another as one digit, or the one there as two; then something more may be said. */
  async #lookAgain(
    kind: "merge" | "split",
    { characters }: NumberLine,
    first: number,
    last: number,
    then = (line: NumberLine) => line,
  ): Promise<void> {
    const { sheet } = this.notebook;
    const chosen = this.#chosen;
    if (!isPicture(sheet)) return;
    const [one, other] = [characters[first]!.read, characters[last]!.read];
    const looked =
      kind === "split" ? this.#secondLook.split(sheet, one) : this.#secondLook.merged(sheet, one, other);
    const read = await looked.catch(() => null);
    // Meanwhile something else may have been said.
    if (sheet !== this.notebook.sheet) return;
    if (read === null) return this.#panel.tell(text.cannot[kind]);
    // Another number may be chosen by now.
    this.#change((line) => then(recut(line, first, last - first + 1, read)), chosen);
  }

  #change(change: (line: NumberLine) => NumberLine, place = this.#chosen): void {
    const { sheet } = this.notebook;
    const table = this.#tableOf(sheet);
    const cell = place && cellAt(table, place);
    if (!isPicture(sheet) || !cell) return;
    this.notebook.lay({ ...sheet, table: withLine(table, place, change(cell.line)) });
  }
}

/** What somebody should check first, else the first number. */
function firstWorthSeeing(table: Table): CellPlace | null {
  return nextDoubt(table, { row: -1, column: -1 }) ?? written(table)[0] ?? null;
}

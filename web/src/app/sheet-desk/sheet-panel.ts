import type { AnswerView } from "../answer-view";
import { csvOfTable, jsonOfTable } from "../export/records";
import { save } from "../export/save";
import { make } from "../make";
import { copy } from "../number/copy";
import type { LostState } from "../reader";
import { fill, wordingOf } from "../text";
import { doubtful, type Table, textOf } from "./table";
import { text, wordingOfNothing, wordingOfTable } from "./wording";

/** Answers with a sheet: how much was read and what to check, to be copied and saved. */
export class SheetPanel {
  readonly #told = make("p", { class: "hint", "aria-live": "polite" });
  readonly element = make(
    "div",
    { class: "sheet-acts" },
    button(text.copy, () => void this.#copy()),
    button(text.csv, () => this.#save(csvOfTable(this.#table), text.files.csv, "text/csv")),
    button(text.json, () => this.#save(jsonOfTable(this.#table), text.files.json, "application/json")),
    this.#told,
  );
  #table: Table = [];

  constructor(private readonly view: AnswerView) {}

  show(table: Table, isAllRead: boolean): void {
    const kind = doubtful(table).length > 0 ? "check" : "read";
    this.view.show({ kind, numeral: "", wording: wordingOfTable(table, isAllRead), text: textOf(table) });
    this.#offer(table);
  }

  showNothing(kind: "invitation" | "no-number"): void {
    this.view.show({ kind, numeral: "", wording: wordingOfNothing(kind), text: "" });
    this.#offer([]);
  }

  showNoAnswer(kind: "loading" | "reading" | LostState): void {
    this.view.show({ kind, numeral: "", wording: wordingOf({ kind }), text: "" });
    this.#offer([]);
  }

  tell(sentence: string): void {
    this.#told.textContent = sentence;
  }

  #offer(table: Table): void {
    if (table !== this.#table) this.tell("");
    this.#table = table;
    this.element.hidden = table.length === 0;
  }

  async #copy(): Promise<void> {
    this.tell((await copy(textOf(this.#table))) ? text.copied : text.notCopied);
  }

  #save(contents: string, name: string, type: string): void {
    save(contents, name, type);
    this.tell(fill(text.saved, { name }));
  }
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = make("button", { type: "button" }, label);
  made.addEventListener("click", act);
  return made;
}

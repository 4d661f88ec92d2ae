import { canRedo, canUndo, commit, type History, redo, startHistory, undo } from "./history";
import { blankSheet, isBlank, isPicture, type Sheet } from "./sheet";

/** The sheet on the pad, and those before and after it. */
export class Notebook {
  #history: History<Sheet>;

  constructor(
    private readonly turned: (sheet: Sheet) => void,
    opened: History<Sheet> = startHistory<Sheet>(blankSheet),
  ) {
    this.#history = opened;
  }

  get history(): History<Sheet> {
    return this.#history;
  }

  get sheet(): Sheet {
    return this.#history.present;
  }

  get canUndo(): boolean {
    return canUndo(this.#history);
  }

  get canRedo(): boolean {
    return canRedo(this.#history);
  }

  get canClear(): boolean {
    return !isBlank(this.sheet);
  }

  lay(sheet: Sheet): void {
    this.#turn(commit(this.#history, sheet, isPicture));
  }

  clear(): void {
    if (this.canClear) this.lay(blankSheet);
  }

  undo(): void {
    this.#turn(undo(this.#history));
  }

  redo(): void {
    this.#turn(redo(this.#history));
  }

  #turn(history: History<Sheet>): void {
    if (history === this.#history) return;
    this.#history = history;
    this.turned(history.present);
  }
}

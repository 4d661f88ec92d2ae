import { canRedo, canUndo, commit, type History, redo, startHistory, undo } from "./history";
import { blankSheet, isBlank, isPicture, type Sheet } from "./sheet";

/** The sheet on the pad, and those before and after it. */
export class Notebook<Laid extends Sheet = Sheet> {
  #history: History<Laid>;

  constructor(
    private readonly turned: (sheet: Laid) => void,
    opened: History<Laid> | null = null,
  ) {
    this.#history = opened ?? startHistory(blankSheet as Laid);
  }

  get history(): History<Laid> {
    return this.#history;
  }

  get sheet(): Laid {
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

  lay(sheet: Laid): void {
    this.#turn(commit(this.#history, sheet, isPicture));
  }

  clear(): void {
    if (this.canClear) this.lay(blankSheet as Laid);
  }

  undo(): void {
    this.#turn(undo(this.#history));
  }

  redo(): void {
    this.#turn(redo(this.#history));
  }

  #turn(history: History<Laid>): void {
    if (history === this.#history) return;
    this.#history = history;
    this.turned(history.present);
  }
}

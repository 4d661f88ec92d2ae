import { elementById } from "./elements";
import type { Notebook } from "./notebook";
import { shortcutOf } from "./shortcuts";

type Command = "undo" | "redo" | "clear";

/** Undo, redo and clear: their buttons, and the keys that stand for the first two. */
export class Commands {
  readonly #undo = elementById("undo", HTMLButtonElement);
  readonly #redo = elementById("redo", HTMLButtonElement);
  readonly #clear = elementById("clear", HTMLButtonElement);

  constructor(
    private readonly notebook: () => Pick<Notebook, "canUndo" | "canRedo" | "canClear" | Command>,
    /** Does what is asked for, once nothing is under way that it would cut short. */
    private readonly perform: (command: () => void) => void,
  ) {
    this.#undo.addEventListener("click", () => this.#give("undo"));
    this.#redo.addEventListener("click", () => this.#give("redo"));
    this.#clear.addEventListener("click", () => this.#give("clear"));
    document.addEventListener("keydown", (event) => {
      const shortcut = shortcutOf(event);
      if (shortcut === null || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      this.#give(shortcut);
    });
  }

  /** Enables the buttons that have something to do; a button that has the focus and none hands it to `heir`. */
  show(heir: HTMLElement): void {
    const { canUndo, canRedo, canClear } = this.notebook();
    enable(this.#undo, canUndo, heir);
    enable(this.#redo, canRedo, heir);
    enable(this.#clear, canClear, heir);
  }

  #give(command: Command): void {
    this.perform(() => this.notebook()[command]());
  }
}

function enable(button: HTMLButtonElement, isEnabled: boolean, heir: HTMLElement): void {
  if (!isEnabled && button === document.activeElement) heir.focus({ preventScroll: true });
  button.disabled = !isEnabled;
}

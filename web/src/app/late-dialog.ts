import { LatePart } from "./late-part";

/** What a dialog holds; it comes when the dialog is first opened. */
export interface Inside {
  readonly element: HTMLElement;
  /** The dialog is open. */
  opened(): void;
  /** The dialog is shut, however that came about. */
  closed(): void;
}

/** A dialog whose inside is fetched late, and hears when it is open. */
export class LateDialog {
  #inside: Inside | null = null;
  readonly #part: LatePart<() => Inside>;

  constructor(
    private readonly dialog: HTMLDialogElement,
    sentences: { readonly loading: string; readonly failed: string },
    load: () => Promise<(close: () => void) => Inside>,
  ) {
    this.#part = new LatePart(
      dialog.querySelector<HTMLElement>(".drawer-body")!,
      sentences,
      async () => {
        const makeInside = await load();
        return () => makeInside(() => dialog.close());
      },
      async (makeInside) => (this.#inside = makeInside()).element,
      () => this.#tell(),
    );
    dialog.addEventListener("close", () => this.#inside?.closed());
  }

  /** Fills the dialog, which has just been opened. */
  open(): void {
    if (this.#inside === null) void this.#part.show();
    else this.#tell();
  }

  #tell(): void {
    // It may have been shut while its inside was on the way.
    if (this.dialog.open) this.#inside?.opened();
  }
}

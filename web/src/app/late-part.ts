import words from "../../text.json";
import { make } from "./make";

/** A part of the page that is brought when it is first shown: it says that it comes, or that it didn't and may be tried again. */
export class LatePart {
  #state: "absent" | "coming" | "there" = "absent";

  constructor(
    private readonly place: HTMLElement,
    private readonly sentences: { readonly loading: string; readonly failed: string },
    private readonly bring: () => Promise<Node>,
  ) {}

  /** Brings the part, unless it is there or on its way. */
  async show(): Promise<void> {
    if (this.#state !== "absent") return;
    this.#state = "coming";
    this.place.replaceChildren(make("p", { class: "late" }, this.sentences.loading));
    try {
      this.place.replaceChildren(await this.bring());
      this.#state = "there";
    } catch (error) {
      // People are told by the page; whoever looks for the cause finds it in the console.
      console.warn(this.sentences.failed, error);
      this.#state = "absent";
      this.#offerAnotherTry();
    }
  }

  #offerAnotherTry(): void {
    const retry = make("button", { type: "button" }, words.reading.retry);
    retry.addEventListener("click", () => {
      // The button goes away, and must not take the focus with it.
      this.place.focus({ preventScroll: true });
      void this.show();
    });
    this.place.replaceChildren(make("p", { class: "late", role: "alert" }, this.sentences.failed), retry);
  }
}

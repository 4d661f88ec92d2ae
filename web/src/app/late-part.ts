import * as words from "../../text.json";
import { make } from "./make";

/** A part of the page whose code is loaded when it is first shown: it says that it comes, or that it didn't and may be tried again. */
export class LatePart<Code> {
  #state: "absent" | "coming" | "there" = "absent";
  /** How often the code couldn't be had. */
  #failures = 0;

  constructor(
    private readonly place: HTMLElement,
    private readonly sentences: { readonly loading: string; readonly failed: string },
    private readonly load: () => Promise<Code>,
    private readonly bring: (code: Code) => Promise<Node>,
    /** Hears that it is there. */
    private readonly brought: () => void = () => {},
  ) {}

  /** Brings the part, unless it is there or on its way. */
  async show(): Promise<void> {
    if (this.#state !== "absent") return;
    this.#enter("coming");
    this.#announce();
    // Browsers before whatwg/html#10327 never ask again for a module that they couldn't have; a new page does.
    if (this.#failures > 1 && (await isThereStill())) return location.reload();
    try {
      this.place.replaceChildren(await this.bring(await this.#code()));
      this.#enter("there");
      this.brought();
    } catch (error) {
      // People are told by the page; whoever looks for the cause finds it in the console.
      console.warn(this.sentences.failed, error);
      this.#enter("absent");
      this.#offerAnotherTry();
    }
  }

  async #code(): Promise<Code> {
    try {
      return await this.load();
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
  }

  #enter(state: "absent" | "coming" | "there"): void {
    this.#state = state;
    this.place.ariaBusy = `${state === "coming"}`;
  }

  #announce(): void {
    const sentence = make("p", { class: "late", "aria-live": "polite" });
    this.place.replaceChildren(sentence);
    // Screen readers only tell what changes in a live region that they know.
    requestAnimationFrame(() => (sentence.textContent = this.sentences.loading));
  }

  #offerAnotherTry(): void {
    const retry = make("button", { type: "button" }, words.retry);
    retry.addEventListener("click", () => {
      // The button goes away, and must not take the focus with it.
      this.place.focus({ preventScroll: true });
      void this.show();
    });
    this.place.replaceChildren(make("p", { class: "late", role: "alert" }, this.sentences.failed), retry);
  }
}

/** Whether the page could be loaded again: without a network there would be none left to draw on. */
async function isThereStill(): Promise<boolean> {
  try {
    return (await fetch(location.href)).ok;
  } catch {
    return false;
  }
}

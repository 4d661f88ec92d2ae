import { type Reading, type Recogniser, type Source, UnreadableSourceError } from "../recogniser/index";

export type ReaderState = "loading" | "ready" | "failed";

/** Reads sources as soon as there is a recogniser to read them; until then, and after a failure, they wait. */
export class Reader {
  #state: ReaderState = "loading";
  #recogniser: Recogniser | null = null;
  #waiting: ((recogniser: Recogniser) => void)[] = [];

  constructor(
    private readonly load: () => Promise<Recogniser>,
    private readonly changed: (state: ReaderState) => void,
  ) {}

  get state(): ReaderState {
    return this.#state;
  }

  /** Loads the recogniser, for the first time or again; the state tells how it went. */
  async start(): Promise<void> {
    this.#enter("loading");
    try {
      this.#recogniser = await this.load();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#enter("ready");
    for (const hand of this.#waiting.splice(0)) hand(this.#recogniser);
  }

  /** @throws UnreadableSourceError where the source can't be read; anything else means the recogniser is lost */
  async read(source: Source): Promise<Reading> {
    const recogniser = await this.#present();
    try {
      return await recogniser.read(source);
    } catch (error) {
      if (!(error instanceof UnreadableSourceError)) this.#lose(recogniser, error);
      throw error;
    }
  }

  #present(): Promise<Recogniser> {
    if (this.#recogniser) return Promise.resolve(this.#recogniser);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #lose(recogniser: Recogniser, error: unknown): void {
    // Several readings can fail of one loss, and only the first of them brings news.
    if (recogniser !== this.#recogniser) return;
    recogniser.dispose();
    this.#recogniser = null;
    this.#fail(error);
  }

  #fail(error: unknown): void {
    // People are told by the page; whoever looks for the cause finds it in the console.
    console.warn("The recogniser is not available:", error);
    this.#enter("failed");
  }

  #enter(state: ReaderState): void {
    this.#state = state;
    this.changed(state);
  }
}

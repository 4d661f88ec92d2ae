import {
  type Activation,
  type ReadOptions,
  type Reading,
  type Recogniser,
  type Source,
  UnreadableSourceError,
} from "../recogniser/index";

export type ReaderState = "loading" | "ready" | LostState;

/** The recogniser couldn't be loaded, or it was and has stopped since. */
export type LostState = "failed" | "stopped";

/** Reads sources as soon as there is a recogniser to read them; until then, and after a failure, they wait. */
export class Reader {
  #state: ReaderState = "loading";
  #recogniser: Recogniser | null = null;
  #waiting: ((recogniser: Recogniser) => void)[] = [];
  #started: Promise<void> = Promise.resolve();

  constructor(
    private readonly load: () => Promise<Recogniser>,
    private readonly changed: (state: ReaderState) => void,
  ) {}

  get state(): ReaderState {
    return this.#state;
  }

  /** Whether nobody reads until the recogniser is loaded again. */
  get isLost(): boolean {
    return this.#state === "failed" || this.#state === "stopped";
  }

  /** Loads the recogniser, for the first time or again; the state tells how it went. */
  start(): Promise<void> {
    this.#started = this.#load();
    return this.#started;
  }

  /** The recogniser itself, loaded again where it was lost.
   * @throws where it can't be had */
  async recogniser(): Promise<Recogniser> {
    await (this.isLost ? this.start() : this.#started);
    if (this.#recogniser === null) throw new Error("There is no recogniser.");
    return this.#recogniser;
  }

  /** @throws UnreadableSourceError where the source can't be read, RangeError where it can't be read so, an AbortError where
   * it is called off; anything else means the recogniser is lost */
  read(source: Source, options: ReadOptions = {}): Promise<Reading> {
    return this.#use((recogniser) => recogniser.read(source, options));
  }

  /** What each layer makes of a grid of 28 x 28 values, row-major, 0 = paper, 1 = ink.
   * @throws where the recogniser is lost */
  activations(grid: Float32Array): Promise<readonly Activation[]> {
    return this.#use((recogniser) => recogniser.activations(grid));
  }

  async #load(): Promise<void> {
    this.#enter("loading");
    try {
      this.#recogniser = await this.load();
    } catch (error) {
      this.#end("failed", error);
      return;
    }
    this.#enter("ready");
    for (const hand of this.#waiting.splice(0)) hand(this.#recogniser);
  }

  async #use<Result>(ask: (recogniser: Recogniser) => Promise<Result>): Promise<Result> {
    const recogniser = await this.#present();
    try {
      return await ask(recogniser);
    } catch (error) {
      const isOfTheSource = error instanceof UnreadableSourceError || error instanceof RangeError;
      const isCalledOff = error instanceof DOMException && error.name === "AbortError";
      if (!isOfTheSource && !isCalledOff) this.#lose(recogniser, error);
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
    this.#end("stopped", error);
  }

  #end(state: LostState, error: unknown): void {
    // People are told by the page; whoever looks for the cause finds it in the console.
    console.warn("The recogniser is not available:", error);
    this.#enter(state);
  }

  #enter(state: ReaderState): void {
    this.#state = state;
    this.changed(state);
  }
}

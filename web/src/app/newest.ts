/**
 * Performs one request at a time and then, of those that came meanwhile, only the newest.
 *
 * Results are delivered in the order of their requests, so a late one never overwrites a newer one, and a
 * stream of requests (a hand that keeps drawing) still sees a result after each that was performed.
 */
export class Newest<Request, Result> {
  #waiting: { readonly request: Request } | null = null;
  #performing = false;
  #era = 0;

  constructor(
    private readonly perform: (request: Request) => Promise<Result>,
    private readonly deliver: (result: Result, request: Request) => void,
    private readonly fail: (error: unknown, request: Request) => void,
  ) {}

  ask(request: Request): void {
    this.#waiting = { request };
    if (!this.#performing) void this.#performNext();
  }

  /** Neither performs what waits nor delivers what is being performed. */
  forget(): void {
    this.#waiting = null;
    this.#era += 1;
  }

  async #performNext(): Promise<void> {
    if (this.#waiting === null) return;
    const { request } = this.#waiting;
    this.#waiting = null;
    this.#performing = true;
    try {
      const report = await this.#outcome(request, this.#era);
      report();
    } finally {
      // A report that throws must not hold up what comes after it.
      this.#performing = false;
      void this.#performNext();
    }
  }

  async #outcome(request: Request, era: number): Promise<() => void> {
    const unlessForgotten = (report: () => void) => () => {
      if (era === this.#era) report();
    };
    try {
      const result = await this.perform(request);
      return unlessForgotten(() => this.deliver(result, request));
    } catch (error) {
      return unlessForgotten(() => this.fail(error, request));
    }
  }
}

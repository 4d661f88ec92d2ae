/** Requests to a worker, each with its own reply; errors arrive with their class. */
import { afterSecondsAwake, silenceLimitSeconds } from "./awake";
import { unpackError, type Answers, type Numbered, type Reply, type Request } from "./messages";
import { ModelLoadError } from "./types";

/** The part of a Worker that a channel needs. */
export type WorkerPort = Pick<
  Worker,
  "postMessage" | "terminate" | "onmessage" | "onmessageerror" | "onerror"
>;

interface Asker {
  readonly kind: Request["kind"];
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A worker that fails, never starts or falls silent, rejects all that is asked of it by a ModelLoadError. */
export class Channel {
  readonly #worker: WorkerPort;
  readonly #askers = new Map<number, Asker>();
  #closedBy: Error | null = null;
  #lastId = 0;
  #callOff = () => {};

  constructor(worker: WorkerPort) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#settle(data);
    worker.onerror = (event) => {
      // Told by rejection: the console need not hear of it as well.
      event.preventDefault();
      this.#fail(`The worker failed: ${event.message || "its script could not be fetched"}.`);
    };
    worker.onmessageerror = () => this.#fail("The worker's reply could not be understood.");
  }

  ask<Kind extends Request["kind"]>(request: Extract<Request, { kind: Kind }>): Promise<Answers[Kind]> {
    return new Promise((resolve, reject) => {
      if (this.#closedBy) throw this.#closedBy;
      const message: Numbered<Request> = { ...request, id: (this.#lastId += 1) };
      this.#worker.postMessage(message);
      const { id, kind } = message;
      this.#askers.set(id, { kind, resolve: resolve as Asker["resolve"], reject });
      // Who keeps asking must not keep a dead worker's time from running out.
      if (this.#askers.size === 1 || kind === "classify") this.#awaitAnswer();
    });
  }

  /** End the worker; whatever is awaited, or asked from now on, is rejected with this error. */
  close(error: Error): void {
    this.#closedBy ??= error;
    this.#callOff();
    this.#worker.terminate();
    for (const { reject } of this.#askers.values()) reject(this.#closedBy);
    this.#askers.clear();
  }

  #settle(reply: Reply): void {
    const asker = this.#askers.get(reply.id);
    this.#askers.delete(reply.id);
    if ("error" in reply) asker?.reject(unpackError(reply.error));
    else asker?.resolve(reply.answer);
    this.#awaitAnswer();
  }

  /** Give the worker its time to answer, from now on. Grids can be so many that classifying them takes longer. */
  #awaitAnswer(): void {
    this.#callOff();
    const awaited = [...this.#askers.values()];
    if (awaited.length === 0 || awaited.some(({ kind }) => kind === "classify")) return;
    // The largest picture takes seconds. No browser tells that a worker was killed.
    const silent = `The worker said nothing for ${silenceLimitSeconds} seconds.`;
    this.#callOff = afterSecondsAwake(silenceLimitSeconds, () => this.#fail(silent));
  }

  #fail(reason: string): void {
    this.close(new ModelLoadError(reason));
  }
}

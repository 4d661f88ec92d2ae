/** Requests to a worker, each with its own reply; errors arrive with their class. */
import { afterSecondsAwake, silenceLimitSeconds } from "./awake";
import { unpackError, type Answers, type CallOff, type Numbered, type Reply, type Request } from "./messages";
import { ModelLoadError, type ReadOptions } from "./types";

/** The part of a Worker that a channel needs. */
export type WorkerPort = Pick<
  Worker,
  "postMessage" | "terminate" | "onmessage" | "onmessageerror" | "onerror"
>;

/** Strokes and maps take milliseconds; a phone with its hands full, a second. The largest picture takes several. */
const quickLimitSeconds = 10;

/** How somebody follows what they asked for. */
type Following = Pick<ReadOptions, "onProgress" | "signal">;

interface Asker {
  readonly patienceSeconds: number;
  /** Null once it is called off. */
  readonly onProgress: Following["onProgress"] | null;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  /** Listens to the signal no more. */
  leave(): void;
}

/** A worker that fails, never starts or falls silent, rejects all that is asked of it by a ModelLoadError. */
export class Channel {
  readonly #worker: WorkerPort;
  readonly #askers = new Map<number, Asker>();
  #closedBy: Error | null = null;
  #lastId = 0;
  #stopWaiting = () => {};

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

  /** Ask the worker; what is called off is rejected with the signal's reason. */
  ask<Kind extends Request["kind"]>(
    request: Extract<Request, { kind: Kind }>,
    { onProgress, signal }: Following = {},
  ): Promise<Answers[Kind]> {
    return new Promise((resolve, reject) => {
      if (this.#closedBy) throw this.#closedBy;
      signal?.throwIfAborted();
      const message: Numbered<Request> = { ...request, id: (this.#lastId += 1) };
      this.#worker.postMessage(message);
      const patienceSeconds = patienceFor(request);
      // Who keeps asking must not keep a dead worker's time from running out.
      const isLonger = patienceSeconds > this.#patienceSeconds();
      const callOff = () => this.#callOff(message.id, signal!.reason);
      signal?.addEventListener("abort", callOff, { once: true });
      this.#askers.set(message.id, {
        ...{ patienceSeconds, onProgress, resolve: resolve as Asker["resolve"], reject },
        leave: () => signal?.removeEventListener("abort", callOff),
      });
      if (isLonger) this.#awaitAnswer();
    });
  }

  /** End the worker; whatever is awaited, or asked from now on, is rejected with this error. */
  close(error: Error): void {
    this.#closedBy ??= error;
    this.#stopWaiting();
    this.#worker.terminate();
    for (const { reject, leave } of this.#askers.values()) {
      leave();
      reject(this.#closedBy);
    }
    this.#askers.clear();
  }

  /** Whoever asked hears no more; the worker is still waited for, since it may be long in coming to the next. */
  #callOff(id: number, reason: unknown): void {
    const asker = this.#askers.get(id);
    if (!asker) return;
    this.#askers.set(id, { ...asker, onProgress: null });
    this.#worker.postMessage({ kind: "call-off", id } satisfies CallOff);
    asker.reject(reason);
  }

  #settle(reply: Reply): void {
    const asker = this.#askers.get(reply.id);
    if ("progress" in reply) {
      this.#awaitAnswer();
      return asker?.onProgress?.(reply.progress);
    }
    this.#askers.delete(reply.id);
    asker?.leave();
    if ("error" in reply) asker?.reject(unpackError(reply.error));
    else asker?.resolve(reply.answer);
    this.#awaitAnswer();
  }

  /** Give the worker its time to answer, from now on. No browser tells that one was killed. */
  #awaitAnswer(): void {
    this.#stopWaiting();
    const seconds = this.#patienceSeconds();
    if (!Number.isFinite(seconds)) return;
    const silent = `The worker said nothing for ${seconds} seconds.`;
    this.#stopWaiting = afterSecondsAwake(seconds, () => this.#fail(silent));
  }

  /** What is asked is answered one after the other: the slowest decides; where nothing is asked, -Infinity. */
  #patienceSeconds(): number {
    return Math.max(...Array.from(this.#askers.values(), ({ patienceSeconds }) => patienceSeconds));
  }

  #fail(reason: string): void {
    this.close(new ModelLoadError(reason));
  }
}

function patienceFor(request: Request): number {
  // Grids can be so many that it takes any time.
  if (request.kind === "classify") return Infinity;
  const isQuick = request.kind === "activations" || (request.kind === "read" && "strokes" in request.source);
  return isQuick ? quickLimitSeconds : silenceLimitSeconds;
}

/** Requests to a worker, each with its own reply; errors arrive with their class. */
import { afterSecondsAwake } from "./awake";
import { unpackError, type Answers, type Numbered, type Reply, type Request } from "./messages";
import { ModelLoadError } from "./types";

export interface Channel {
  ask<Kind extends Request["kind"]>(request: Extract<Request, { kind: Kind }>): Promise<Answers[Kind]>;
  /** End the worker; whatever is awaited, or asked from now on, is rejected with this error. */
  close(error: Error): void;
}

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

/** The largest picture takes seconds. No browser tells that a worker was killed: one that says nothing for so long was. */
const silenceLimitSeconds = 30;

/** Open a channel; a worker that fails, never starts or falls silent, rejects all that is asked of it by a ModelLoadError. */
export function openChannel(worker: WorkerPort): Channel {
  const askers = new Map<number, Asker>();
  let closedBy: Error | null = null;
  let lastId = 0;
  let callOff = () => {};

  /** Give the worker its time to answer, from now on. Grids can be so many that classifying them takes longer. */
  const awaitAnswer = () => {
    callOff();
    const awaited = [...askers.values()];
    if (awaited.length === 0 || awaited.some(({ kind }) => kind === "classify")) return;
    const silent = new ModelLoadError(`The worker said nothing for ${silenceLimitSeconds} seconds.`);
    callOff = afterSecondsAwake(silenceLimitSeconds, () => close(silent));
  };
  const close = (error: Error) => {
    closedBy ??= error;
    callOff();
    worker.terminate();
    for (const { reject } of askers.values()) reject(closedBy);
    askers.clear();
  };
  worker.onmessage = ({ data: reply }: MessageEvent<Reply>) => {
    const asker = askers.get(reply.id);
    askers.delete(reply.id);
    if ("error" in reply) asker?.reject(unpackError(reply.error));
    else asker?.resolve(reply.answer);
    awaitAnswer();
  };
  worker.onerror = (event) => {
    // Told by rejection: the console need not hear of it as well.
    event.preventDefault();
    close(new ModelLoadError(`The worker failed: ${event.message || "its script could not be fetched"}.`));
  };
  worker.onmessageerror = () => close(new ModelLoadError("The worker's reply could not be understood."));

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (closedBy) throw closedBy;
        const message: Numbered<Request> = { ...request, id: (lastId += 1) };
        worker.postMessage(message);
        askers.set(message.id, { kind: request.kind, resolve: resolve as Asker["resolve"], reject });
        // Who keeps asking must not keep a dead worker's time from running out.
        if (askers.size === 1 || request.kind === "classify") awaitAnswer();
      }),
    close,
  };
}

/** Requests to a worker, each with its own reply; errors arrive with their class. */
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
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Open a channel; a worker that fails, or never starts, rejects all that is asked of it by a ModelLoadError. */
export function openChannel(worker: WorkerPort): Channel {
  const askers = new Map<number, Asker>();
  let closedBy: Error | null = null;
  let lastId = 0;

  const close = (error: Error) => {
    closedBy ??= error;
    worker.terminate();
    for (const { reject } of askers.values()) reject(closedBy);
    askers.clear();
  };
  worker.onmessage = ({ data: reply }: MessageEvent<Reply>) => {
    const asker = askers.get(reply.id);
    askers.delete(reply.id);
    if ("error" in reply) asker?.reject(unpackError(reply.error));
    else asker?.resolve(reply.answer);
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
        askers.set(message.id, { resolve: resolve as Asker["resolve"], reject });
      }),
    close,
  };
}

/** The library: `loadRecogniser()` gives a typed proxy of the worker that reads. */
import { unpackError, type Answers, type Numbered, type Reply, type Request } from "./messages";
import { ModelLoadError, UnreadableSourceError } from "./types";
import type { Backend, LoadOptions, Recogniser, ReadOptions, Source } from "./types";

export * from "./types";

/** What the build wrote beside this module, under the names that it chose. */
declare const SITE_FILES: {
  readonly worker: string;
  readonly wasm: { readonly simd: string; readonly plain: string };
  /** Model folders by architecture, each ending in a slash. */
  readonly models: Readonly<Record<string, string>>;
};

const besides = (name: string) => new URL(name, import.meta.url).href;

/** Folders of the models that the site holds, by architecture: each is a `modelUrl`. */
export const siteModels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SITE_FILES.models).map(([architecture, folder]) => [architecture, besides(folder)]),
);

/** Start a worker and load a model into it.
 * @throws ModelLoadError where the model, its contract or its runtime can't be had */
export async function loadRecogniser({ modelUrl, backend }: LoadOptions = {}): Promise<Recogniser> {
  const channel = openChannel();
  try {
    const started = await channel.ask({
      kind: "load",
      modelUrl: new URL(modelUrl ?? siteModels["compact"]!, import.meta.url).href,
      wasmUrls: { simd: besides(SITE_FILES.wasm.simd), plain: besides(SITE_FILES.wasm.plain) },
      ...(backend && { backend }),
    });
    return proxyOf(channel, started);
  } catch (error) {
    channel.close(new ModelLoadError("The recogniser did not load."));
    throw error;
  }
}

function proxyOf(channel: Channel, backend: Backend): Recogniser {
  return {
    backend,
    async read(source: Source, { mode = "digit" }: ReadOptions = {}) {
      if (mode !== "digit") throw new RangeError(`Unknown mode "${mode}": expected "digit".`);
      checkSource(source);
      return channel.ask({ kind: "read", source, mode });
    },
    classify: (grids) => channel.ask({ kind: "classify", grids }),
    dispose: () => channel.close(new Error("The recogniser was disposed of.")),
  };
}

function checkSource(source: Source): void {
  const isPicture = [Blob, ImageData, ImageBitmap].some((type) => source instanceof type);
  if (!isPicture && !Array.isArray((source as Partial<{ strokes: unknown }> | null)?.strokes)) {
    throw new UnreadableSourceError("format", "Expected a Blob, ImageData, ImageBitmap or { strokes }.");
  }
}

interface Channel {
  ask<Kind extends Request["kind"]>(request: Extract<Request, { kind: Kind }>): Promise<Answers[Kind]>;
  /** End the worker; whatever is asked or awaited is rejected with this error. */
  close(error: Error): void;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A worker whose replies find the requests that they answer. */
function openChannel(): Channel {
  const worker = new Worker(besides(SITE_FILES.worker), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let closedBy: Error | null = null;
  let lastId = 0;

  const close = (error: Error) => {
    worker.terminate();
    closedBy ??= error;
    for (const { reject } of waiting.values()) reject(closedBy);
    waiting.clear();
  };
  worker.onmessage = ({ data: reply }: MessageEvent<Reply>) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("error" in reply) asked?.reject(unpackError(reply.error));
    else asked?.resolve(reply.answer);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    close(
      new ModelLoadError(
        `The recogniser's worker failed: ${event.message || "its script could not be fetched"}.`,
      ),
    );
  };

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (closedBy) throw closedBy;
        const message: Numbered<Request> = { ...request, id: (lastId += 1) };
        worker.postMessage(message);
        waiting.set(message.id, { resolve: resolve as Waiting["resolve"], reject });
      }),
    close,
  };
}

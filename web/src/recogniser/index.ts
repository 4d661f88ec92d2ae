/** The library: `loadRecogniser()` gives a typed proxy of the worker that reads. */
import { openChannel, type Channel } from "./channel";
import type { Loaded } from "./messages";
import { ModelLoadError, UnreadableSourceError } from "./types";
import type { LoadOptions, ReadMode, ReadOptions, Reading, Recogniser, Source } from "./types";

export * from "./types";

/** What the build wrote beside this module, under the names that it chose. */
declare const SITE_FILES: {
  readonly worker: string;
  readonly wasm: string;
  /** Model folders by architecture. */
  readonly models: Readonly<Record<string, string>>;
};

const urlOf = (name: string | URL) => new URL(name, import.meta.url).href;

/** Folders of the models that the site holds, by architecture: each is a `modelUrl`. */
export const siteModels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SITE_FILES.models).map(([architecture, folder]) => [architecture, urlOf(folder)]),
);

/** Start a worker and load a model into it.
 * @throws ModelLoadError where the model, its contract or its runtime can't be had */
export async function loadRecogniser({ modelUrl, backend }: LoadOptions = {}): Promise<Recogniser> {
  if (backend && !["wasm", "cpu"].includes(backend)) {
    throw new RangeError(`Unknown backend "${backend}": expected "wasm" or "cpu".`);
  }
  // Without its last slash, a folder would drop out of the addresses of its files.
  const folder = urlOf(modelUrl ?? siteModels["compact"]!).replace(/\/*$/, "/");
  const channel = openChannel(startWorker());
  try {
    const loaded = await channel.ask({
      kind: "load",
      modelUrl: folder,
      wasmUrl: urlOf(SITE_FILES.wasm),
      ...(backend && { backend }),
    });
    return recogniserOver(channel, folder, loaded);
  } catch (error) {
    channel.close(new ModelLoadError("The recogniser did not load."));
    throw error;
  }
}

function startWorker(): Worker {
  try {
    return new Worker(urlOf(SITE_FILES.worker), { type: "module" });
  } catch (error) {
    throw new ModelLoadError(`The worker may not start here: ${(error as Error).message}`);
  }
}

function recogniserOver(channel: Channel, modelUrl: string, { backend, layers }: Loaded): Recogniser {
  return {
    modelUrl,
    backend,
    layers,
    read: async (source, { mode = "digit" }: ReadOptions = {}) => read(channel, source, mode),
    classify: (grids) => channel.ask({ kind: "classify", grids }),
    activations: (grid) => channel.ask({ kind: "activations", grid }),
    dispose: () => channel.close(new Error("The recogniser was disposed of.")),
  };
}

function read(channel: Channel, source: Source, mode: ReadMode): Promise<Reading> {
  if (mode !== "digit") throw new RangeError(`Unknown mode "${mode}": expected "digit".`);
  const isDrawing = Array.isArray((source as { strokes?: unknown } | null)?.strokes);
  if (!isDrawing && ![Blob, ImageData, ImageBitmap].some((type) => source instanceof type)) {
    throw new UnreadableSourceError("format", "Expected a Blob, ImageData, ImageBitmap or { strokes }.");
  }
  return channel.ask({ kind: "read", source, mode }).catch((error: Error) => {
    // A closed ImageBitmap, or strokes with more than data in them, can't be sent to a worker.
    if (error.name !== "DataCloneError") throw error;
    throw new UnreadableSourceError(isDrawing ? "strokes" : "damaged", error.message);
  });
}

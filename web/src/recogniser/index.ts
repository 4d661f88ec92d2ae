/** The library: `loadRecogniser()` gives a typed proxy of the worker that reads. */
import { Channel } from "./channel";
import { fetchFrom, readFile, type ReadBytes } from "./checked-files";
import type { ExpectedFile } from "./contract";
import { parseLineContract } from "./line/line-contract";
import { BackendError } from "./messages";
import { parsePageContract } from "./page/page-contract";
import { readFilesOf, readModelFiles, type ModelFiles } from "./model-files";
import { ModelLoadError, UnreadableSourceError } from "./types";
import type { Backend, LoadOptions, ReadOptions, Reading, Recogniser, Source } from "./types";

export * from "./types";

/** What the build wrote beside this module, under the names that it chose. */
declare const SITE_FILES: {
  /** A worker's script for each backend. */
  readonly workers: Readonly<Record<Backend, ExpectedFile>>;
  /** What a worker imports when it is to read more than a drawn digit. */
  readonly lateReading: ExpectedFile;
  readonly wasm: ExpectedFile;
  /** What sees lines as wholes, fetched with what imports it. */
  readonly lineNet: SiteModel;
  /** What sees where on a page something is written, fetched when a sheet is first read. */
  readonly pageNet: SiteModel;
  /** Models by architecture. */
  readonly models: Readonly<Record<string, SiteModel>>;
  /** The architecture of the model that is loaded where no other is asked for. */
  readonly defaultModel: string;
};

interface SiteModel {
  readonly folder: string;
  readonly contract: ExpectedFile;
  /** The names of the files that the contract names. */
  readonly files: readonly string[];
}

const urlOf = (name: string | URL) => new URL(name, import.meta.url).href;

/** Folders of the models that the site holds, by architecture: each is a `modelUrl`. */
export const siteModels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SITE_FILES.models).map(([architecture, { folder }]) => [architecture, urlOf(folder)]),
);

/** What a recogniser is made of, each part on its way. */
interface Parts {
  readonly script: Promise<ArrayBuffer>;
  readonly files: Promise<ModelFiles>;
  readonly wasm?: Promise<ArrayBuffer>;
}

/** Fetch a model and all that runs it, at once; start a worker and load the model into it.
 * @throws ModelLoadError where the model, its contract or its runtime can't be had */
export async function loadRecogniser({ modelUrl, backend }: LoadOptions = {}): Promise<Recogniser> {
  if (backend && !["wasm", "cpu"].includes(backend)) {
    throw new RangeError(`Unknown backend "${backend}": expected "wasm" or "cpu".`);
  }
  // Without its last slash, a folder would drop out of the addresses of its files.
  const folder = urlOf(modelUrl ?? siteModels[SITE_FILES.defaultModel]!).replace(/\/*$/, "/");
  const site = fetchFrom(urlOf("."));
  const own = Object.values(SITE_FILES.models).find((model) => urlOf(model.folder) === folder);
  const files = heldBack(readModelFiles(fetchModelFrom(folder, own), own?.contract));
  if (backend !== "cpu") {
    const script = heldBack(readFile(site, SITE_FILES.workers.wasm));
    const wasm = heldBack(readFile(site, SITE_FILES.wasm).catch(asBackendError));
    try {
      return await start(folder, "wasm", { script, files, wasm });
    } catch (error) {
      if (backend === "wasm" || !(error instanceof BackendError)) throw error;
    }
  }
  return start(folder, "cpu", { script: readFile(site, SITE_FILES.workers.cpu), files });
}

/** Keep a failure until somebody waits for the part, without the console's hearing of it before. */
function heldBack<T>(part: Promise<T>): Promise<T> {
  part.catch(() => undefined);
  return part;
}

function asBackendError(error: Error): never {
  throw new BackendError(error.message);
}

/** Reader of a model's folder; of the site's own all files are asked for before the contract names them. */
function fetchModelFrom(folder: string, own?: SiteModel): ReadBytes {
  const fetchFile = fetchFrom(folder);
  const names = own ? [own.contract.name, ...own.files] : [];
  const early = new Map(names.map((name) => [name, heldBack(fetchFile(name))]));
  return (name, cache) => (!cache && early.get(name)) || fetchFile(name, cache);
}

async function start(modelUrl: string, backend: Backend, parts: Parts): Promise<Recogniser> {
  // Fetched by its own address, a worker's script would be fetched a second time, and unchecked.
  const script = URL.createObjectURL(new Blob([await parts.script], { type: "text/javascript" }));
  try {
    return await loadInto(new Channel(startWorker(script)), modelUrl, backend, parts);
  } finally {
    URL.revokeObjectURL(script);
  }
}

function startWorker(url: string): Worker {
  try {
    return new Worker(url, { type: "module" });
  } catch (error) {
    throw new ModelLoadError(`The worker may not start here: ${(error as Error).message}`);
  }
}

async function loadInto(
  channel: Channel,
  modelUrl: string,
  backend: Backend,
  parts: Parts,
): Promise<Recogniser> {
  try {
    const [files, wasm] = await Promise.all([parts.files, parts.wasm]);
    const { layers } = await channel.ask({ kind: "load", files, ...(wasm && { wasm }) });
    const extensions = extensionsOf(channel);
    return {
      modelUrl,
      backend,
      layers,
      read: async (source, options) => read(channel, extensions, source, options),
      classify: (grids) => channel.ask({ kind: "classify", grids }),
      activations: (grid) => channel.ask({ kind: "activations", grid }),
      dispose: () => channel.close(new Error("The recogniser was disposed of.")),
    };
  } catch (error) {
    channel.close(new ModelLoadError("The recogniser did not load."));
    throw error;
  }
}

/** What lets a worker read more than a drawn digit, each brought as soon as somebody wants it; after a failure, the next time. */
interface Extensions {
  /** Pictures and numbers. */
  lines(): Promise<unknown>;
  /** Sheets, too. */
  pages(): Promise<unknown>;
}

function extensionsOf(channel: Channel): Extensions {
  const lines = unlessDone(() => extend(channel));
  return { lines, pages: unlessDone(() => seePages(channel, lines())) };
}

/** Does something once, and again where it failed. */
function unlessDone(act: () => Promise<unknown>): () => Promise<unknown> {
  let done: Promise<unknown> | null = null;
  return () =>
    (done ??= act().catch((error: Error) => {
      done = null;
      throw error;
    }));
}

async function extend(channel: Channel): Promise<unknown> {
  // An import believes whatever a cache gives: what was read and found right stands there in its place.
  const [lineNet] = await Promise.all([
    filesOf(SITE_FILES.lineNet, parseLineContract),
    readFile(fetchFrom(urlOf(".")), SITE_FILES.lateReading),
  ]);
  return channel.ask({ kind: "extend", url: urlOf(SITE_FILES.lateReading.name), lineNet });
}

async function seePages(channel: Channel, lines: Promise<unknown>): Promise<unknown> {
  const [pageNet] = await Promise.all([filesOf(SITE_FILES.pageNet, parsePageContract), lines]);
  return channel.ask({ kind: "see-pages", pageNet });
}

const filesOf = <Promised extends { readonly files: readonly ExpectedFile[] }>(
  model: SiteModel,
  parse: (json: unknown) => Promised,
) => readFilesOf(parse, fetchModelFrom(urlOf(model.folder), model), model.contract);

/** What is awaited, or the signal's reason as soon as it is given. */
function unlessCalledOff<T>(awaited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return awaited;
  return new Promise((resolve, reject) => {
    const callOff = () => reject(signal.reason);
    signal.addEventListener("abort", callOff, { once: true });
    awaited.then(resolve, reject).finally(() => signal.removeEventListener("abort", callOff));
  });
}

async function read(
  channel: Channel,
  extensions: Extensions,
  source: Source,
  { mode = "digit", spans, expect, withInk, onProgress, signal }: ReadOptions = {},
): Promise<Reading> {
  if (!["digit", "number", "sheet"].includes(mode)) {
    throw new RangeError(`Unknown mode "${mode}": expected "digit", "number" or "sheet".`);
  }
  if (spans && mode !== "number")
    throw new RangeError('Spans are cut from a number: expected mode "number".');
  if (expect !== undefined && mode !== "number")
    throw new RangeError('What is expected is a number: expected mode "number".');
  const isDrawing = Array.isArray((source as { strokes?: unknown } | null)?.strokes);
  if (!isDrawing && ![Blob, ImageData, ImageBitmap].some((type) => source instanceof type)) {
    throw new UnreadableSourceError("format", "Expected a Blob, ImageData, ImageBitmap or { strokes }.");
  }
  if (isDrawing && mode === "sheet") throw new RangeError('A drawing is no sheet: expected mode "number".');
  signal?.throwIfAborted();
  if (mode === "sheet") await unlessCalledOff(extensions.pages(), signal);
  else if (!isDrawing || mode !== "digit") await unlessCalledOff(extensions.lines(), signal);
  const request = {
    kind: "read",
    source,
    mode,
    ...(spans && { spans }),
    ...(expect !== undefined && { expect }),
    ...(withInk && { withInk }),
  } as const;
  return channel
    .ask(request, { ...(onProgress && { onProgress }), ...(signal && { signal }) })
    .catch((error: unknown) => {
      // A closed ImageBitmap, or strokes with more than data in them, can't be sent to a worker.
      if (!(error instanceof DOMException && error.name === "DataCloneError")) throw error;
      throw new UnreadableSourceError(isDrawing ? "strokes" : "damaged", error.message);
    });
}

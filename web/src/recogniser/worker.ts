/** What every worker does: composes the stages, source -> ink -> grid -> probabilities -> Reading, and answers requests. */
import { loadClassifier, type Classifier } from "./classifier";
import { readDigit } from "./digit";
import { loadGraph } from "./graph";
import {
  packError,
  type Answers,
  type CallOff,
  type ExtendRequest,
  type LoadRequest,
  type Numbered,
  type ReadRequest,
  type Reply,
  type Request,
  type Tell,
} from "./messages";
import { rasterise } from "./rasterise";
import { gridLength, ModelLoadError, type Activation, type Reading } from "./types";

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;

/** Start the backend, from its binary if it has one. */
export type StartBackend = (wasm?: ArrayBuffer) => Promise<void>;

/** What reads more than a drawn digit. */
type LateReader = import("./late-reading").LateReader;

/** Answer the page's requests on a backend; the first must be to load, and before anything but a drawn digit is read, one
 * must be to extend, and before a sheet is, another to see pages. */
export function serve(startBackend: StartBackend): void {
  let classifier: Promise<Classifier>;
  let late: Promise<LateReader>;
  const underWay = new Set<number>();
  const tellerOf =
    (id: number): Tell =>
    async (progress) => {
      worker.postMessage({ id, progress } satisfies Reply);
      await otherMessages();
      if (!underWay.has(id)) throw new DOMException("The reading was called off.", "AbortError");
    };
  worker.onmessage = async ({ data: request }: MessageEvent<Numbered<Request> | CallOff>) => {
    if (request.kind === "call-off") return void underWay.delete(request.id);
    underWay.add(request.id);
    if (request.kind === "load") classifier = load(request, startBackend);
    if (request.kind === "extend") late = extend(request, classifier);
    const reply = await answer(request, classifier, late, tellerOf(request.id)).then(
      (answer): Reply => ({ id: request.id, answer }),
      (thrown: unknown): Reply => ({ id: request.id, error: packError(thrown) }),
    );
    underWay.delete(request.id);
    worker.postMessage(reply, "answer" in reply ? buffersOf(reply.answer) : []);
  };
}

/** Lets messages in that came in the meantime. */
function otherMessages(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function load({ files, wasm }: LoadRequest, startBackend: StartBackend): Promise<Classifier> {
  await startBackend(wasm);
  return loadClassifier(files);
}

async function extend({ url, lineNet }: ExtendRequest, classifier: Promise<Classifier>): Promise<LateReader> {
  const late: typeof import("./late-reading") = await import(url).catch((error: Error) => {
    throw new ModelLoadError(`What reads pictures and numbers could not be loaded: ${error.message}`);
  });
  return late.startLate(await classifier, lineNet, loadGraph);
}

/** The buffers of a list of activations, which move over to the page; anything else is small enough to copy. */
function buffersOf(answer: Answers[Request["kind"]]): Transferable[] {
  return Array.isArray(answer) ? answer.map(({ values }: Activation) => values.buffer) : [];
}

async function answer(
  request: Request,
  loading: Promise<Classifier>,
  late: Promise<LateReader>,
  tell: Tell,
): Promise<Answers[Request["kind"]]> {
  const classifier = await loading;
  switch (request.kind) {
    case "load":
      return { layers: classifier.layers };
    case "extend":
      await late;
      return null;
    case "see-pages":
      await (await late).seePages(request.pageNet);
      return null;
    case "read":
      return read(request, classifier, late, tell);
    case "classify":
      return classifier.probabilities(checkGrids(request.grids));
    case "activations":
      return classifier.activations(checkGrids(request.grid, 1));
  }
}

async function read(
  request: ReadRequest,
  classifier: Classifier,
  late: Promise<LateReader>,
  tell: Tell,
): Promise<Reading> {
  const { source, mode, withInk } = request;
  const isDrawnDigit = mode === "digit" && "strokes" in source;
  if (isDrawnDigit) return readDigit(classifier, rasterise(source), withInk);
  return (await late).read(request, tell);
}

/** The grids as they are, if they are n x 784 numbers, or as many as are wanted.
 * @throws RangeError */
function checkGrids(grids: Float32Array, wanted?: number): Float32Array {
  const count = grids?.length / gridLength;
  if (!(grids instanceof Float32Array) || !(wanted ? count === wanted : Number.isInteger(count))) {
    const expected = `${wanted ?? "n"} x ${gridLength}`;
    throw new RangeError(`Expected a Float32Array of ${expected} values, got ${grids?.length} values.`);
  }
  const wrong = grids.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`Expected finite values, got ${grids[wrong]} at index ${wrong}.`);
  return grids;
}

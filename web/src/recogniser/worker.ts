/** What every worker does: composes the stages, source -> ink -> grid -> probabilities -> Reading, and answers requests. */
import { loadClassifier, type Classifier } from "./classifier";
import { withoutDust } from "./dust";
import {
  packError,
  type Answers,
  type LoadRequest,
  type Numbered,
  type Reply,
  type Request,
} from "./messages";
import { normalise } from "./normalise";
import { readNumber } from "./number";
import { inkOfPicture, inSource } from "./picture";
import { rasterise } from "./rasterise";
import { gridLength, type Activation, type DigitReading, type Reading, type Source } from "./types";

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;

/** Start the backend, from its binary if it has one. */
export type StartBackend = (wasm?: ArrayBuffer) => Promise<void>;

/** Answer the page's requests on a backend; the first must be to load. */
export function serve(startBackend: StartBackend): void {
  let classifier: Promise<Classifier>;
  worker.onmessage = async ({ data: request }: MessageEvent<Numbered<Request>>) => {
    if (request.kind === "load") classifier = load(request, startBackend);
    const reply = await answer(request, classifier).then(
      (answer): Reply => ({ id: request.id, answer }),
      (thrown: unknown): Reply => ({ id: request.id, error: packError(thrown) }),
    );
    worker.postMessage(reply, "answer" in reply ? buffersOf(reply.answer) : []);
  };
}

async function load({ files, wasm }: LoadRequest, startBackend: StartBackend): Promise<Classifier> {
  await startBackend(wasm);
  return loadClassifier(files);
}

/** The buffers of a list of activations, which move over to the page; anything else is small enough to copy. */
function buffersOf(answer: Answers[Request["kind"]]): Transferable[] {
  return Array.isArray(answer) ? answer.map(({ values }: Activation) => values.buffer) : [];
}

async function answer(request: Request, loading: Promise<Classifier>): Promise<Answers[Request["kind"]]> {
  const classifier = await loading;
  switch (request.kind) {
    case "load":
      return { layers: classifier.layers };
    case "read":
      return request.mode === "number"
        ? readNumber(classifier, request.source, request.spans)
        : readDigit(classifier, request.source);
    case "classify":
      return classifier.probabilities(checkGrids(request.grids));
    case "activations":
      return classifier.activations(checkGrids(request.grid, 1));
  }
}

async function readDigit(classifier: Classifier, source: Source): Promise<Reading> {
  const placed = "strokes" in source ? rasterise(source) : await inkOfPicture(source, withoutDust);
  const digit = normalise(placed.image, placed.leastSide);
  if (!digit) return { text: "", sure: true, probability: 1, digits: [], alternatives: [] };

  const [judgement] = await classifier.judge(digit.grid);
  const read: DigitReading = {
    ...judgement!,
    box: inSource(digit.box, placed),
    grid: digit.grid,
    span: { from: 0, to: 1 },
  };
  return {
    text: String(read.digit ?? "?"),
    sure: read.digit !== null,
    probability: read.confidence,
    digits: [read],
    alternatives: [],
  };
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

/** Reads what a first answer can do without: pictures, numbers and sheets. The worker imports it when it is first asked for one. */
import type { Classifier } from "./classifier";
import { readDigit } from "./digit";
import type { loadGraph } from "./graph";
import type { LineContract } from "./line/line-contract";
import { logProbabilityOf } from "./line/ctc";
import { startLineNet, type LineNet } from "./line/line-net";
import { stripOfInk } from "./line/strip";
import type { ReadRequest, Tell } from "./messages";
import type { ModelFiles } from "./model-files";
import { fitsOf, readNumber, type LineReader } from "./number/number";
import { seePage } from "./page/layers";
import type { PageContract } from "./page/page-contract";
import { startPageNet, type PageNet } from "./page/page-net";
import { inkOfPage, inkOfPicture } from "./picture/picture";
import { rasterise } from "./rasterise";
import { readSheet } from "./sheet/sheet";
import type { Drawing, PlacedInk, Reading, Source } from "./types";

/** A digit of which the line net holds less than this, as a logarithm, is doubted: 1.2% of a post office's, and a display's that
 * the digit net takes for others. */
const leastSeen = -5;

/** Reads more than a drawn digit. */
export interface LateReader {
  /** Reads any source in any mode, a sheet once it sees pages.
   * @throws UnreadableSourceError
   * @throws RangeError where the spans don't fit
   * @throws UnsupportedModeError where the model reads single digits only */
  read(request: ReadRequest, tell: Tell): Promise<Reading>;
  /** @throws ModelLoadError */
  seePages(files: ModelFiles<PageContract>): Promise<void>;
}

/** Start what reads any source in any mode.
 * @throws ModelLoadError */
export async function startLate(
  classifier: Classifier,
  lineFiles: ModelFiles<LineContract>,
  load: typeof loadGraph,
): Promise<LateReader> {
  const lineNet = await startLineNet(lineFiles, load);
  let pageNet: PageNet | null = null;
  const lineReader = () => ({ classifier, fits: fitsOf(classifier.contract), lineNet });
  return {
    seePages: async (files) => void (pageNet = await startPageNet(files, load)),
    read: async (request, tell) => {
      const { source, mode, withInk } = request;
      if (mode === "number") return readNumber(lineReader(), source, request);
      if ("strokes" in source) return readDigit(classifier, rasterise(source), withInk);
      if (mode === "sheet") return readPage(lineReader(), pageNet!, source, request, tell);
      const placed = await inkOfPicture(source, "digit");
      return doubtedBy(lineNet, placed, await readDigit(classifier, placed, withInk));
    },
  };
}

async function readPage(
  reader: LineReader,
  pageNet: PageNet,
  source: Exclude<Source, Drawing>,
  { withInk }: ReadRequest,
  tell: Tell,
): Promise<Reading> {
  await tell({ read: 0, of: 0, rows: [] });
  const { placed, seen } = await inkOfPage(source, (picture) => seePage(pageNet, picture));
  return readSheet(reader, placed, seen, { withInk, tell });
}

/** A digit's reading, which isn't sure if the line net sees something else. */
async function doubtedBy(lineNet: LineNet, placed: PlacedInk, reading: Reading): Promise<Reading> {
  if (!reading.sure || reading.text === "") return reading;
  const seen = await lineNet.read(stripOfInk(placed));
  if (logProbabilityOf(reading.text, seen) >= leastSeen) return reading;
  return { ...reading, sure: false, doubt: "disagreement" };
}

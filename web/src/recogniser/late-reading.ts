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
import { fitsOf, readNumber } from "./number/number";
import { inkOfPicture } from "./picture/picture";
import { rasterise } from "./rasterise";
import { readSheet } from "./sheet/sheet";
import type { PlacedInk, Reading } from "./types";

/** A digit of which the line net holds less than this, as a logarithm, is doubted: 1.2% of a post office's, and a display's that
 * the digit net takes for others. */
const leastSeen = -5;

/** Reads any source in any mode.
 * @throws UnreadableSourceError
 * @throws RangeError where the spans don't fit
 * @throws UnsupportedModeError where the model reads single digits only */
export type ReadLate = (request: ReadRequest, tell: Tell) => Promise<Reading>;

/** Start what reads any source in any mode.
 * @param files of the line net
 * @throws ModelLoadError */
export async function startLate(
  classifier: Classifier,
  files: ModelFiles<LineContract>,
  load: typeof loadGraph,
): Promise<ReadLate> {
  const lineNet = await startLineNet(files, load);
  return (request, tell) => readLate(classifier, lineNet, request, tell);
}

async function readLate(
  classifier: Classifier,
  lineNet: LineNet,
  request: ReadRequest,
  tell: Tell,
): Promise<Reading> {
  const { source, mode, withInk } = request;
  const lineReader = () => ({ classifier, fits: fitsOf(classifier.contract), lineNet });
  if (mode === "number") return readNumber(lineReader(), source, request);
  if ("strokes" in source) return readDigit(classifier, rasterise(source), withInk);
  if (mode === "sheet") {
    await tell({ read: 0, of: 0 });
    return readSheet(lineReader(), await inkOfPicture(source, "sheet"), { withInk, tell });
  }
  const placed = await inkOfPicture(source, "digit");
  return doubtedBy(lineNet, placed, await readDigit(classifier, placed, withInk));
}

/** A digit's reading, which isn't sure if the line net sees something else. */
async function doubtedBy(lineNet: LineNet, placed: PlacedInk, reading: Reading): Promise<Reading> {
  if (!reading.sure || reading.text === "") return reading;
  const seen = await lineNet.read(stripOfInk(placed));
  if (logProbabilityOf(reading.text, seen) >= leastSeen) return reading;
  return { ...reading, sure: false, doubt: "disagreement" };
}

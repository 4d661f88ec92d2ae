/** Reads what a first answer can do without: pictures, numbers and sheets. The worker imports it when it is first asked for one. */
import type { Classifier } from "./classifier";
import { readDigit } from "./digit";
import type { loadGraph } from "./graph";
import type { LineContract } from "./line/line-contract";
import { startLineNet, type LineNet } from "./line/line-net";
import type { ReadRequest, Tell } from "./messages";
import type { ModelFiles } from "./model-files";
import { fitsOf, readNumber } from "./number/number";
import { inkOfPicture } from "./picture/picture";
import { rasterise } from "./rasterise";
import { readSheet } from "./sheet/sheet";
import type { Reading } from "./types";

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
  return readDigit(classifier, await inkOfPicture(source, "digit"), withInk);
}

/** Reads what a first answer can do without: pictures, numbers and sheets. The worker imports it when it is first asked for one. */
import type { Classifier } from "./classifier";
import { readDigit } from "./digit";
import type { ReadRequest } from "./messages";
import { fitsOf, readNumber } from "./number/number";
import { inkOfPicture } from "./picture/picture";
import { rasterise } from "./rasterise";
import { readSheet } from "./sheet/sheet";
import type { Reading } from "./types";

/** Read any source in any mode.
 * @throws UnreadableSourceError
 * @throws RangeError where the spans don't fit
 * @throws UnsupportedModeError where the model reads single digits only */
export async function readLate(classifier: Classifier, request: ReadRequest): Promise<Reading> {
  const { source, mode, withInk } = request;
  if (mode === "number") return readNumber(classifier, fitsOf(classifier.contract), source, request);
  if ("strokes" in source) return readDigit(classifier, rasterise(source), withInk);
  if (mode === "sheet") {
    const fits = fitsOf(classifier.contract);
    return readSheet(classifier, fits, await inkOfPicture(source, "sheet"), withInk);
  }
  const placed = await inkOfPicture(source, "digit");
  return readDigit(classifier, placed, withInk);
}

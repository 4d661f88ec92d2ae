/** Reads what a first answer can do without: pictures, numbers and sheets. The worker imports it when it is first asked for one. */
import type { Classifier } from "./classifier";
import { readDigit } from "./digit";
import type { ReadRequest } from "./messages";
import { readNumber } from "./number";
import { inkOfPicture } from "./picture";
import { rasterise } from "./rasterise";
import type { Box, Reading } from "./types";

/** Read any source in any mode.
 * @throws UnreadableSourceError
 * @throws RangeError where the spans don't fit */
export async function readLate(classifier: Classifier, request: ReadRequest): Promise<Reading> {
  const { source, mode, withInk } = request;
  if (mode === "number") return readNumber(classifier, source, request);
  if (mode === "sheet") return readSheet(classifier, request);
  const placed = "strokes" in source ? rasterise(source) : await inkOfPicture(source, "digit");
  return readDigit(classifier, placed, withInk);
}

/** A sheet as its only line. */
async function readSheet(classifier: Classifier, request: ReadRequest): Promise<Reading> {
  const reading = await readNumber(classifier, request.source, request);
  const [first, ...others] = reading.digits.map(({ box }) => box);
  if (!first) return reading;
  const { text, sure, probability, digits, alternatives } = reading;
  const box = others.reduce(around, first);
  return { ...reading, rows: [[{ text, sure, probability, digits, alternatives, box }]] };
}

function around(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

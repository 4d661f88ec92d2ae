/** Finds the numbers on a straight page, and the rows that they stand in. */
import { boundsOf, distance, heightOf, widthOf } from "../bounds";
import { boundsOfRuns, type Component } from "../components";
import type { Bounds, InkImage } from "../types";
import type { Cell } from "./cells";
import { apartAtColumns } from "./columns";

/** Nobody can read lower digits, in pixels; marks on photographs of blank paper are 1 to 5 high. */
const leastHeightPx = 6;
/** What is lower than this, as a share of the usual height, is a dot or a piece of something; of no digit where it is wider
 * than that. */
const markShare = 0.35;
const mostMarkWidth = 1.3;
/** Marks stand so near to what they belong to, in usual heights. */
const markDistance = 0.5;
/** What is higher than so many usual digits may be digits of two lines that touch. */
const tallShare = 1.6;
/** What is so many usual digits high and wide is a picture or a frame. */
const mostSide = 5;
/** Neighbours in a line share so much of the lower one's height. */
const leastShared = 0.4;
/** What stands further from the line's last digit, in usual heights, is another number ... */
const mostPaper = 1.2;
/** ... and is in the same row if its middle is at most so far above or below. */
const mostDrop = 0.55;

/** A part of the page's ink, or what was cut off one. */
type Part = Component;

/** The numbers on a page, in no order: digits beside each other, with little paper between.
 * @param components of the image
 * @param height of the page's usual digits, in pixels */
export function numbersOf(
  image: InkImage,
  components: readonly Component[],
  height: number,
): readonly Cell[] {
  if (height < leastHeightPx) return [];
  // What goes on beyond the picture's edge is seen in part only.
  const parts = components.filter(
    ({ left, top, right, bottom }) => left > 0 && top > 0 && right < image.width && bottom < image.height,
  );
  const digits = parts.filter((part) => !isMark(part, height) && !isFrame(part, height));
  const marks = parts.filter((part) => isMark(part, height) && widthOf(part) <= mostMarkWidth * height);
  const whole = chained(
    digits.filter((part) => heightOf(part) <= tallShare * height),
    height,
  );
  const tall = digits.filter((part) => heightOf(part) > tallShare * height);
  const numbers = apartAtColumns(chained(withCut(whole, tall, height), height), height, marks);
  return withMarks(
    numbers.map(({ parts }) => parts),
    marks,
    height,
  ).map((parts, index) => ({
    bounds: boundsOf(parts),
    ink: parts.flatMap(({ runs }) => runs),
    isSpread: numbers[index]!.hasWideGap,
  }));
}

/** What stands beside each other is a row; rows from top to bottom, each from left to right. */
export function inRows<Item extends Pick<Cell, "bounds">>(
  items: readonly Item[],
): readonly (readonly Item[])[] {
  const rows: Item[][] = [];
  const widest = items.slice().sort((a, b) => widthOf(b.bounds) - widthOf(a.bounds));
  for (const item of widest) {
    const row = rows.find((row) => row.every(({ bounds }) => isInRow(bounds, item.bounds)));
    if (row) row.push(item);
    else rows.push([item]);
  }
  const middle = (row: readonly Item[]) => middleOf(boundsOf(row.map(({ bounds }) => bounds)));
  return rows
    .map((row) => row.sort((a, b) => a.bounds.left - b.bounds.left))
    .sort((a, b) => middle(a) - middle(b));
}

const isInRow = (a: Bounds, b: Bounds) =>
  Math.abs(middleOf(a) - middleOf(b)) <= mostDrop * Math.max(heightOf(a), heightOf(b)) &&
  (a.right <= b.left || b.right <= a.left);

/** The height of a usual digit on a page: half of all ink's height is in parts that are as high or higher. */
export function usualHeight(parts: readonly Bounds[]): number {
  const heights = parts.map(heightOf).sort((a, b) => b - a);
  let rest = heights.reduce((sum, height) => sum + height, 0) / 2;
  return heights.find((height) => (rest -= height) <= 0) ?? 0;
}

const isMark = (part: Bounds, height: number) => heightOf(part) < markShare * height;

const isFrame = (part: Bounds, height: number) =>
  heightOf(part) > mostSide * height && widthOf(part) > mostSide * height;

/** A number that may go on to the right. */
interface Chain {
  readonly parts: Part[];
  right: number;
}

/** Parts that stand beside each other, from left to right. */
function chained(parts: readonly Part[], height: number): readonly (readonly Part[])[] {
  const numbers: Chain[] = [];
  let within: Chain[] = [];
  for (const part of parts.slice().sort((a, b) => a.left - b.left)) {
    // What is out of reach of one part is so of all that stand further right.
    within = within.filter(({ right }) => part.left - right <= mostPaper * height);
    const nearest = within
      .filter((number) => isInLine(number, part))
      .sort((a, b) => offLine(a, part) - offLine(b, part))[0];
    if (nearest) {
      nearest.parts.push(part);
      nearest.right = Math.max(nearest.right, part.right);
      continue;
    }
    const number = { parts: [part], right: part.right };
    numbers.push(number);
    within.push(number);
  }
  return numbers.map((number) => number.parts);
}

/** Whether a part continues a number: by its last parts, since lines rise and fall. */
function isInLine({ parts }: Chain, part: Part): boolean {
  const last = boundsOf(parts.slice(-2));
  const shared = Math.min(last.bottom, part.bottom) - Math.max(last.top, part.top);
  return shared >= leastShared * Math.min(heightOf(last), heightOf(part));
}

const middleOf = ({ top, bottom }: Bounds) => (top + bottom) / 2;
const offLine = ({ parts }: Chain, part: Part) =>
  Math.abs(middleOf(boundsOf(parts.slice(-2))) - middleOf(part));

/** Every part, those cut that reach over several lines. */
function withCut(
  numbers: readonly (readonly Part[])[],
  tall: readonly Part[],
  height: number,
): readonly Part[] {
  return [...numbers.flat(), ...tall.flatMap((part) => cut(part, numbers, height))];
}

/** A part, cut between the lines that it reaches into. */
function cut(part: Part, numbers: readonly (readonly Part[])[], height: number): readonly Part[] {
  const near = numbers
    .flat()
    .filter(({ left, right }) => left < part.right + 3 * height && right > part.left - 3 * height)
    .map(middleOf)
    .filter((middle) => middle > part.top + height / 4 && middle < part.bottom - height / 4)
    .sort((a, b) => a - b);
  // Digits of one line have their middles near each other.
  const lines = near.filter((middle, index) => index === 0 || middle - near[index - 1]! > height / 2);
  const ends = lines.slice(1).map((middle, index) => thinnest(part, lines[index]!, middle));
  return [...ends, Infinity].flatMap((end, index) => {
    const runs = part.runs.filter(({ y }) => y < end && y >= (ends[index - 1] ?? -Infinity));
    return runs.length > 0 ? [{ ...boundsOfRuns(runs), runs }] : [];
  });
}

/** The row of a part that has the least ink, of those about half-way between two lines. */
function thinnest({ runs }: Part, above: number, below: number): number {
  const [from, to] = [above + (below - above) / 4, below - (below - above) / 4];
  const inked = new Map<number, number>();
  for (const { y, left, right } of runs) inked.set(y, (inked.get(y) ?? 0) + right - left);
  const rows = Array.from(inked).filter(([y]) => y >= from && y <= to);
  return rows.reduce((least, row) => (row[1] < least[1] ? row : least), [(above + below) / 2, Infinity])[0];
}

/** The numbers, in their order, with the marks that lie about them; what stands alone is dirt. */
function withMarks(
  numbers: readonly (readonly Part[])[],
  marks: readonly Part[],
  height: number,
): readonly (readonly Part[])[] {
  const bounds = numbers.map(boundsOf);
  const owners = marks.map((mark) => {
    const near = bounds.map((number) => distance(number, mark));
    const nearest = near.indexOf(Math.min(...near));
    return near[nearest]! <= markDistance * height ? nearest : -1;
  });
  return numbers.map((number, index) => [...number, ...marks.filter((_, mark) => owners[mark] === index)]);
}

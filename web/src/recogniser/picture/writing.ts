/** Finds what is written on flattened paper: the digit, or the line of them, and not what lies about it. */
import { boundsOf, distance, heightOf, longerSide, shorterSide, widthOf } from "../bounds";
import { findComponents, type Component } from "../components";
import type { Bounds, InkImage, Wanted } from "../types";
import type { Field } from "../windows";

/** What is looked for among other marks: on a sheet all of them are read. */
export type Sought = Exclude<Wanted, "sheet">;

/** Fainter than so many deviations of the paper's grain nothing is ink, nor fainter than this. */
const grains = 4;
const leastContrast = 0.05;
/** Of the ink's own contrast: what is darker hangs together, and where it is full. */
const [inkFrom, inkFull] = [0.4, 0.95];
/** A mark that is smaller than this share of the picture's shorter side and stands out by so little, in deviations of the
 * grain or at all, is grain itself: on blank photographs up to 0.024, 10 and 0.1, digits on generated ones from 0.16 and 11. */
const [grainShare, grainContrasts, grainContrast] = [0.025, 12, 0.1];
/** What touches the picture's border counts this share of what it weighs: it goes on elsewhere. */
const borderShare = 0.25;
/** What is fainter than this share of the main mark is no part of it. */
const partContrast = 0.5;
/** Parts of one digit lie no further apart than this share of the larger one's longer side. */
const partDistance = 0.25;
/** Nor is one so much longer than another that it belongs to. */
const mostLonger = 2;
/** Digits of one line: by their height. */
const digitDistance = 2.5;
/** A border lies along its own bounds: so much of it, within this share of their sides, around something so large. */
const [alongBounds, boundsShare, heldShare] = [0.85, 0.14, 0.25];
/** So much of a box, as a share, is in its corners, where a 0 with something inside has nothing. */
const leastCorners = 0.1;
/** So far it may be turned, in radians. */
const boundsTilts = [0, 0.025, -0.025, 0.05, -0.05, 0.075, -0.075, 0.1, -0.1];
/** What is this much lower than the main mark leads on to no others of its line. */
const leadingHeight = 0.35;
/** Digits of one line overlap from above to below by so much of the smaller's height. */
const besideShare = 0.2;
/** A border's side at a line's end is so many times as high as all that is written. */
const sideHeight = 1.3;
/** A straight line beside a digit, no part of it, is this long, by the digit's longer side, and so much thinner than long. */
const [lineLength, lineThickness] = [0.8, 0.08];

interface Mark extends Component {
  readonly weight: number;
  /** Its mean contrast, of which strong ink has the most part. */
  readonly contrast: number;
}

/** What is written, and what it stands out by. */
export interface Writing {
  readonly image: InkImage;
  /** The sum of its pixels' contrast. */
  readonly weight: number;
  /** The mean contrast of its heaviest mark. */
  readonly contrast: number;
}

/** Find the writing on paper from its contrast, 0 = paper. */
export function findWriting(contrast: Field, grain: number, wanted: Sought): Writing {
  const { width, height, values } = contrast;
  const ink = new Float32Array(values.length);
  const threshold = Math.max(leastContrast, grains * grain);
  const first = heaviest(withoutBorders(marksOf(contrast, threshold)), contrast);
  const nothing = { image: { width, height, ink }, weight: 0, contrast: 0 };
  if (!first) return nothing;
  const from = Math.max(threshold, inkFrom * first.contrast);
  const full = Math.max(inkFull * first.contrast, 2 * threshold);
  const marks = withoutBorders(marksOf(contrast, from));
  const main = heaviest(marks, contrast)!;
  if (isGrain(main, grain, contrast)) return nothing;
  const written = grown(main, marks, wanted);
  // Edges are as soft as they are seen: a small digit's grid needs them.
  const none = from / 2;
  for (const { y, left, right } of written.flatMap(({ runs }) => runs)) {
    for (let i = y * width + left; i < y * width + right; i++)
      ink[i] = Math.min(1, Math.max(0, (values[i]! - none) / (full - none)));
  }
  const weight = written.reduce((sum, mark) => sum + mark.weight, 0);
  return { image: { width, height, ink }, weight, contrast: main.contrast };
}

/** Whether a mark is but the strongest of the paper's grain. */
function isGrain(mark: Mark, grain: number, { width, height }: Field): boolean {
  const isSmall = longerSide(mark) < grainShare * Math.min(width, height);
  return isSmall && mark.contrast < Math.max(grainContrast, grainContrasts * grain);
}

/** Whether there is a box around something on clean paper. */
export function isBoxed({ width, height, ink }: InkImage): boolean {
  const marks = marksOf({ width, height, values: ink }, inkFrom);
  return marks.some((mark) => marks.some((other) => holds(mark, other)) && isBorder(mark, leastCorners));
}

function marksOf({ width, height, values }: Field, threshold: number): readonly Mark[] {
  const ink = values.map((value) => (value > threshold ? value : 0));
  return findComponents({ width, height, ink }).map((component) => {
    let [weight, squares] = [0, 0];
    for (const { y, left, right } of component.runs) {
      for (let i = y * width + left; i < y * width + right; i++) {
        weight += ink[i]!;
        squares += ink[i]! * ink[i]!;
      }
    }
    return { ...component, weight, contrast: squares / weight };
  });
}

/** The mark that weighs most, for its size and for its contrast. */
function heaviest(marks: readonly Mark[], { width, height }: Field): Mark | null {
  const worth = (mark: Mark) => {
    const { left, top, right, bottom } = mark;
    const isCut = left === 0 || top === 0 || right === width || bottom === height;
    return mark.weight * mark.contrast ** 2 * (isCut ? borderShare : 1) * (isLine(mark) ? borderShare : 1);
  };
  return marks.reduce<Mark | null>((best, mark) => (!best || worth(mark) > worth(best) ? mark : best), null);
}

/** The marks but for those that are a border, or a part of one, around another. */
function withoutBorders(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark) => !marks.some((other) => holds(mark, other)) || !isBorder(mark));
}

function holds(mark: Bounds, other: Bounds): boolean {
  const [x, y] = [(other.left + other.right) / 2, (other.top + other.bottom) / 2];
  const isInside = x > mark.left && x < mark.right && y > mark.top && y < mark.bottom;
  const isLarge = longerSide(other) >= heldShare * shorterSide(mark) && longerSide(other) < longerSide(mark);
  return isInside && isLarge && other !== mark;
}

/** Whether a mark lies along its own bounds, turned with it, and so much of it in their corners. */
function isBorder(mark: Mark, leastInCorners = 0): boolean {
  return boundsTilts.some((tilt) => {
    const { along, inCorners } = sharesAlongBounds(mark, tilt);
    return along > alongBounds && inCorners >= leastInCorners;
  });
}

function sharesAlongBounds({ runs }: Mark, tilt: number): { along: number; inCorners: number } {
  const turned = runs.map(({ y, left, right }) => ({
    y: y - (tilt * (left + right)) / 2,
    left: left + tilt * y,
    right: right + tilt * y,
  }));
  const { left, top, right, bottom } = boundsOf(
    turned.map((run) => ({ ...run, top: run.y, bottom: run.y + 1 })),
  );
  const [marginX, marginY] = [boundsShare * (right - left), boundsShare * (bottom - top)];
  let [along, inCorners, all] = [0, 0, 0];
  for (const run of turned) {
    const length = run.right - run.left;
    const atSides =
      Math.max(0, Math.min(run.right, left + marginX) - run.left) +
      Math.max(0, run.right - Math.max(run.left, right - marginX));
    const isLevel = run.y < top + marginY || run.y >= bottom - marginY;
    all += length;
    along += isLevel ? length : atSides;
    if (isLevel) inCorners += atSides;
  }
  return { along: along / all, inCorners: inCorners / all };
}

/** A mark with all that belongs to it. */
function grown(main: Mark, marks: readonly Mark[], wanted: Sought): readonly Mark[] {
  const found = new Set([main]);
  // In a line an upright one is a 1.
  const isBesides = (mark: Mark) =>
    isLine(mark) &&
    longerSide(mark) >= lineLength * longerSide(main) &&
    (wanted === "digit" || mark.right - mark.left > mark.bottom - mark.top);
  const others = marks.filter((mark) => mark.contrast >= partContrast * main.contrast && !isBesides(mark));
  const leads = (mark: Mark) => heightOf(mark) >= leadingHeight * heightOf(main);
  for (const one of found) {
    for (const other of others) {
      if (found.has(other)) continue;
      if (wanted === "digit" ? isPart(one, other) : leads(one) && isBeside(one, other)) found.add(other);
    }
  }
  return wanted === "digit" ? [...found] : withoutSides([...found]);
}

/** A line's marks without a border's sides at its ends. */
function withoutSides(marks: readonly Mark[]): readonly Mark[] {
  const inOrder = marks.slice().sort((a, b) => a.left + a.right - b.left - b.right);
  const highest = Math.max(...inOrder.slice(1, -1).map(heightOf));
  const isFirst = isSide(inOrder[0]!, inOrder[1], highest);
  const isLast = isSide(inOrder.at(-1)!, inOrder.at(-2), highest);
  return inOrder.slice(isFirst ? 1 : 0, isLast ? -1 : undefined);
}

/** Whether a mark is upright and straight, higher than all that is written, and goes on beyond the next mark above and below
 * it: a 1 is no such line. */
function isSide(mark: Mark, next: Mark | undefined, highest: number): boolean {
  if (!next || !isLine(mark) || widthOf(mark) > heightOf(mark)) return false;
  const isHigher = heightOf(mark) > sideHeight * Math.max(highest, heightOf(next));
  return isHigher && mark.top < next.top && mark.bottom > next.bottom;
}

/** Whether a mark is a straight line, level or upright or nearly so: by its area it is thinner than its bounds may be. */
function isLine(mark: Mark): boolean {
  const [long, short] = [longerSide(mark), shorterSide(mark)];
  const area = mark.runs.reduce((sum, { left, right }) => sum + right - left, 0);
  return short <= 2.5 * lineThickness * long && area <= lineThickness * long * long;
}

function isPart(one: Bounds, other: Bounds): boolean {
  const [a, b] = [longerSide(one), longerSide(other)];
  return b <= mostLonger * a && distance(one, other) <= partDistance * Math.min(a, 2 * b);
}

function isBeside(one: Bounds, other: Bounds): boolean {
  const height = Math.max(heightOf(one), heightOf(other));
  const overlap = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const gap = Math.max(one.left - other.right, other.left - one.right);
  // A part of a digit may lie above or below the rest of it; another digit doesn't.
  const isDigit = heightOf(other) > leadingHeight * heightOf(one);
  const least = isDigit ? besideShare * Math.min(heightOf(one), heightOf(other)) : -0.2 * height;
  return overlap > least && gap <= digitDistance * height && heightOf(other) > 0.05 * height;
}

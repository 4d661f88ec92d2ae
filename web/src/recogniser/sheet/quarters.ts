/** Tells by how many quarters of a turn a page lies turned: the way in which what is written on it reads best. */
import { longerSide, shorterSide } from "../bounds";
import { findComponents } from "../components";
import type { Judgement } from "../classifier";
import { normalise } from "../normalise";
import type { LineReader } from "../number/number";
import { turnedBack, type Quarters } from "../turns";
import type { Layers } from "../page/layers";
import type { Bounds, InkImage, PlacedInk } from "../types";
import { darknessOf, inFull } from "./cells";
import { kindOn } from "./handwriting";
import { usualHeight } from "./lines";

/** So many pieces of handwriting are looked at, those that are about as high as most, and no longer than digits are, by how
 * wide they are; smaller ones are specks, in pixels of the layers. */
const mostPieces = 64;
const mostLength = 3;
const leastSide = 3;
/** What looks like one of these digits, at least so probably, looks like nothing when it is turned. */
const tellingDigits: readonly (number | null)[] = [3, 4, 7];
const leastConfidence = 0.9;
/** A page is turned where so many pieces are digits then, and so many times as many as on the page as it lies. */
const [leastDigits, clearer] = [4, 3];

/** By how many quarters a page is turned; 0 where nothing tells it. */
export async function quartersOf(
  { classifier }: Pick<LineReader, "classifier">,
  placed: PlacedInk,
  layers: Layers,
): Promise<Quarters> {
  const pieces = piecesOf(placed, layers);
  const ways = ([0, 1, 2, 3] as const).map((quarters) =>
    pieces.flatMap((piece) => normalise(uprightInk(piece, quarters))?.grid ?? []),
  );
  const judged = await classifier.glance(ways.flat());
  let from = 0;
  const counts = ways.map((grids) => judged.slice(from, (from += grids.length)).filter(isTelling).length);
  const most = Math.max(...counts);
  const isTurned = most >= leastDigits && most >= clearer * counts[0]!;
  return isTurned ? (counts.indexOf(most) as Quarters) : 0;
}

const isTelling = ({ digit, confidence }: Judgement) =>
  tellingDigits.includes(digit) && confidence >= leastConfidence;

/** An image of ink turned back by quarters that it lies turned by. */
export function uprightInk({ width, height, ink }: InkImage, quarters: Quarters): InkImage {
  const upright = turnedBack({ width, height, values: ink }, quarters);
  return { width: upright.width, height: upright.height, ink: upright.values };
}

/** Pieces of handwriting as they lie on the page: digits, letters and words. */
function piecesOf(placed: PlacedInk, layers: Layers): readonly InkImage[] {
  const { width, height, kinds, names } = layers;
  const hand = names.indexOf("handwriting");
  const ink = Float32Array.from(kinds, (kind) => Number(kind === hand));
  const pieces = findComponents({ width, height, ink }).filter(
    (piece) => shorterSide(piece) >= leastSide && longerSide(piece) <= mostLength * shorterSide(piece),
  );
  const usual = usualHeight(pieces);
  const unlike = (piece: Bounds) => Math.abs(Math.log(longerSide(piece) / usual));
  return pieces
    .sort((a, b) => unlike(a) - unlike(b))
    .slice(0, mostPieces)
    .map((bounds) => handwritingIn(bounds, placed, layers));
}

/** The handwriting within bounds on the layers. */
function handwritingIn(within: Bounds, placed: PlacedInk, layers: Layers): InkImage {
  const { image, left, top, scale } = placed;
  const kindAt = kindOn(layers, { image, left, top, scale, angle: 0 });
  const across = (value: number) =>
    Math.min(image.width, Math.max(0, Math.round((layers.left + value / layers.scale - left) * scale)));
  const down = (value: number) =>
    Math.min(image.height, Math.max(0, Math.round((layers.top + value / layers.scale - top) * scale)));
  const [from, to] = [across(within.left), across(within.right)];
  const [first, end] = [down(within.top), down(within.bottom)];
  const [wide, high] = [Math.max(1, to - from), Math.max(1, end - first)];
  const ink = new Float32Array(wide * high);
  for (let y = first; y < end; y++) {
    for (let x = from; x < to; x++) {
      const kind = kindAt(x, y);
      if (kind === "handwriting" || kind === "paper")
        ink[(y - first) * wide + x - from] = image.ink[y * image.width + x]!;
    }
  }
  const runs = Array.from({ length: high }, (_, y) => ({ y, left: 0, right: wide }));
  const piece = { width: wide, height: high, ink };
  return inFull(piece, darknessOf(runs, piece));
}

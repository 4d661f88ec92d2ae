/** What is where on a picture, as the page net sees it. */
import { heightOf, widthOf } from "../bounds";
import { findComponents } from "../components";
import { turned, turnedBack, type Quarters } from "../turns";
import type { Bounds, Box, PictureView, Pixels } from "../types";
import type { Kind, PageContract } from "./page-contract";
import type { Colours, PageNet } from "./page-net";

/** A page that takes up less of a picture's longer side is looked at once more by itself: it is small on the whole. */
const smallShare = 0.7;
/** Of a page, so much more is looked at about it, as a share of its longer side. */
const margin = 0.02;

/** What each pixel of a reduced picture is. */
export interface Layers {
  readonly width: number;
  readonly height: number;
  /** Places in the contract's kinds, row-major. */
  readonly kinds: Uint8Array;
  /** Where the first of them lies in the source. */
  readonly left: number;
  readonly top: number;
  /** Pixels of the layers for each of the source's units. */
  readonly scale: number;
  readonly names: readonly Kind[];
}

/** What is where on a picture's page, and where in the picture that lies; there is none where all is outside. */
export interface SeenPage {
  readonly layers: Layers;
  readonly box: Box;
  /** The same of a page that lies turned by so many quarters, clockwise, looked at once more as it is to be read. */
  turned(quarters: Quarters): Promise<Layers>;
}

/** A picture that can be looked at in any size. */
interface Viewed {
  readonly width: number;
  readonly height: number;
  view(mostPixels: number, part?: Box): PictureView;
}

/** Ask the page net of a picture, and of a page that is small on it once more. */
export async function seePage(net: PageNet, picture: Viewed): Promise<SeenPage> {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const fromAfar = colouredView(net, picture, whole);
  const afar = await seeLayers(net, fromAfar);
  const box = pageBox(afar) ?? whole;
  const isSmall = longerOf(box) < smallShare * longerOf(whole);
  const view = isSmall ? colouredView(net, picture, box) : fromAfar;
  return {
    layers: isSmall ? await seeLayers(net, view) : afar,
    box,
    turned: (quarters) => seeLayers(net, view, quarters),
  };
}

/** A part of a picture as the net sees it, and where it lies. */
interface ColouredView extends Pick<Layers, "left" | "top" | "scale"> {
  readonly colours: Colours;
}

function colouredView({ contract: { input } }: PageNet, picture: Viewed, part: Box): ColouredView {
  const shorter = Math.min(part.width, part.height);
  const { pixels, left, top, scale } = picture.view(
    (input.longestSide ** 2 * shorter) / longerOf(part),
    part,
  );
  return { colours: coloursOf(pixels, input.step), left, top, scale };
}

/** Ask the page net of a view.
 * @param quarters of a turn that the page on it lies turned by */
async function seeLayers(
  net: PageNet,
  { colours, left, top, scale }: ColouredView,
  quarters: Quarters = 0,
): Promise<Layers> {
  const { kinds, pixels } = net.contract;
  const upright = turnedColours(colours, quarters);
  const values = mostProbable(await net.logits(upright), kinds.length);
  const seen = turned({ width: upright.width / pixels, height: upright.height / pixels, values }, quarters);
  return withoutHoles({
    ...{ width: seen.width, height: seen.height, kinds: Uint8Array.from(seen.values) },
    ...{ left, top, scale: scale / pixels, names: kinds },
  });
}

/** What lies outside the page lies at the picture's edges: the rest is paper. */
function withoutHoles(layers: Layers): Layers {
  const { width, height, names } = layers;
  const [outside, paper] = [names.indexOf("outside"), names.indexOf("paper")];
  const kinds = layers.kinds.slice();
  const ink = Float32Array.from(kinds, (kind) => Number(kind === outside));
  for (const { left, top, right, bottom, runs } of findComponents({ width, height, ink })) {
    if (left === 0 || top === 0 || right === width || bottom === height) continue;
    for (const run of runs) kinds.fill(paper, run.y * width + run.left, run.y * width + run.right);
  }
  return { ...layers, kinds };
}

/** A picture as it is to be read, of which a page lies turned by quarters. */
function turnedColours({ width, height, values }: Colours, quarters: Quarters): Colours {
  if (quarters === 0) return { width, height, values };
  const out = new Float32Array(values.length);
  const size = quarters === 2 ? { width, height } : { width: height, height: width };
  for (const channel of [0, 1, 2]) {
    const own = Float32Array.from({ length: width * height }, (_, at) => values[3 * at + channel]!);
    turnedBack({ width, height, values: own }, quarters).values.forEach(
      (value, at) => (out[3 * at + channel] = value),
    );
  }
  return { ...size, values: out };
}

const longerOf = ({ width, height }: Pick<Box, "width" | "height">) => Math.max(width, height);

/** Where the largest part lies that isn't outside the page, with a little about it. */
function pageBox({ width, height, kinds, left, top, scale, names }: Layers): Box | null {
  const outside = names.indexOf("outside");
  const parts = findComponents({
    width,
    height,
    ink: Float32Array.from(kinds, (kind) => Number(kind !== outside)),
  });
  const areaOf = (part: Bounds) => widthOf(part) * heightOf(part);
  const [page] = parts.slice().sort((a, b) => areaOf(b) - areaOf(a));
  if (!page) return null;
  const around = margin * Math.max(widthOf(page), heightOf(page));
  const [x, y] = [Math.max(0, page.left - around), Math.max(0, page.top - around)];
  const [right, below] = [Math.min(width, page.right + around), Math.min(height, page.bottom + around)];
  return { x: left + x / scale, y: top + y / scale, width: (right - x) / scale, height: (below - y) / scale };
}

/** A picture over white, which goes on as at its edges until its sides are multiples of a step. */
export function coloursOf({ width, height, data }: Pixels, step: PageContract["input"]["step"]): Colours {
  const [wide, high] = [width, height].map((side) => Math.ceil(side / step) * step) as [number, number];
  const values = new Float32Array(3 * wide * high);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const from = 4 * (Math.min(y, height - 1) * width + Math.min(x, width - 1));
      const to = 3 * (y * wide + x);
      const cover = data[from + 3]! / 255;
      for (let channel = 0; channel < 3; channel++)
        values[to + channel] = 1 + (data[from + channel]! / 255 - 1) * cover;
    }
  }
  return { width: wide, height: high, values };
}

function mostProbable(logits: Float32Array, count: number): Float32Array {
  const kinds = new Float32Array(logits.length / count);
  for (let at = 0; at < kinds.length; at++) {
    let best = 0;
    for (let kind = 1; kind < count; kind++)
      if (logits[at * count + kind]! > logits[at * count + best]!) best = kind;
    kinds[at] = best;
  }
  return kinds;
}

/** Pages for the tests, drawn pixel by pixel. */
import { kinds, type Kind } from "../page/page-contract";
import type { InkImage } from "../types";
import type { KindAt } from "./handwriting";

export interface Page {
  readonly image: InkImage;
  readonly kindAt: KindAt;
  /** What is inked from here on is of a kind; it is handwriting at first. */
  as(kind: Kind): Page;
  /** Ink a rectangle; a share of its pixels, if a chance is given. */
  fill(left: number, top: number, width: number, height: number, keep?: () => boolean): Page;
}

export function page(width: number, height: number): Page {
  const image = { width, height, ink: new Float32Array(width * height) };
  const seen = new Uint8Array(width * height).fill(kinds.indexOf("paper"));
  let inked: Kind = "handwriting";
  const own: Page = {
    image,
    kindAt: (x, y) => kinds[seen[y * width + x]!]!,
    as(kind) {
      inked = kind;
      return own;
    },
    fill(left, top, wide, high, keep = () => true) {
      for (let y = Math.max(0, Math.round(top)); y < Math.min(height, top + high); y++) {
        for (let x = Math.max(0, Math.round(left)); x < Math.min(width, left + wide); x++) {
          if (!keep()) continue;
          image.ink[y * width + x] = 1;
          seen[y * width + x] = kinds.indexOf(inked);
        }
      }
      return own;
    },
  };
  return own;
}

/** A page with the rules of a grid on it, the places of which are bent and moved by a function. */
export function gridPage(
  [rows, columns]: readonly [number, number],
  cell: number,
  place: (x: number, y: number) => readonly [number, number] = (x, y) => [x, y],
  keep?: () => boolean,
): Page {
  const margin = cell;
  const [width, height] = [columns * cell, rows * cell];
  const own = page(width + 2 * margin, height + 2 * margin).as("rule");
  const dot = (x: number, y: number) => {
    const [atX, atY] = place(x + margin, y + margin);
    own.fill(Math.round(atX), Math.round(atY), 2, 2, keep);
  };
  for (let row = 0; row <= rows; row++) for (let x = 0; x <= width; x++) dot(x, row * cell);
  for (let column = 0; column <= columns; column++) for (let y = 0; y <= height; y++) dot(column * cell, y);
  return own.as("handwriting");
}

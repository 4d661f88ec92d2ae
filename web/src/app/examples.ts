import type { Point, Stroke } from "../recogniser/index";
import { type DrawingSheet } from "./sheet";

export interface Example {
  readonly digit: number;
  readonly sheet: DrawingSheet;
}

/** Digits as people write them: a 4 and a 5 in two strokes, a crossed 7, an 8 in one go. */
export const examples: readonly Example[] = [
  {
    digit: 2,
    sheet: drawing(
      stroke(
        "92,98 3,-10 3,-10 5,-8 7,-7 9,-5 9,-3 11,0 9,2 10,4 7,6 6,8 4,10 2,9 -1,10 -3,10 -4,9 -5,8 -6,9 -6,8 -7,8 -7,8 -6,7 -6,7 -7,8 -7,8 -6,8 -7,7 -7,7 -6,8 9,-4 9,-3 9,0 10,1 10,2 9,2 9,2 10,2 9,1 10,0 9,-2 9,-3",
      ),
    ),
  },
  {
    digit: 4,
    sheet: drawing(
      stroke(
        "132,44 -4,10 -4,9 -4,8 -4,10 -4,8 -4,10 -5,9 -4,8 -5,9 -5,9 -4,8 -5,9 -4,9 10,1 10,1 11,0 10,-1 9,-1 10,-1 10,-1 11,-1 9,-1 11,-2 9,-1 10,-2 10,-1",
      ),
      stroke("164,104 0,10 -1,10 0,10 -1,10 0,10 -1,10 -1,9 -1,10 -1,10 -1,10 0,10 -1,9 0,10 0,10"),
    ),
  },
  {
    digit: 5,
    sheet: drawing(
      stroke(
        "104,62 -1,10 -2,10 -1,10 -2,9 -1,10 -2,10 -1,9 9,-6 8,-5 10,-3 10,-1 10,1 10,2 9,4 9,7 6,7 5,9 3,10 1,10 -1,10 -2,10 -4,10 -5,8 -7,8 -8,6 -8,5 -10,4 -10,2 -9,0 -11,-1 -9,-4 -8,-6 -8,-6",
      ),
      stroke("103,60 10,1 10,0 9,0 10,-1 10,-2 10,-1 9,-2 9,-2 10,-2"),
    ),
  },
  {
    digit: 7,
    sheet: drawing(
      stroke(
        "78,72 11,-2 9,-2 11,-1 11,-1 10,0 10,0 11,0 10,0 11,-1 10,-2 10,-1 10,-2 -5,9 -5,9 -5,9 -4,9 -5,9 -5,9 -5,9 -4,9 -5,10 -4,9 -4,10 -4,9 -3,9 -4,10 -3,10 -2,9 -3,10 -2,10 -2,10",
      ),
      stroke("112,150 10,-1 10,-1 9,0 10,-1 10,-1 10,-1 10,0 9,-1"),
    ),
  },
  {
    digit: 8,
    sheet: drawing(
      stroke(
        "175,84 -2,-10 -4,-9 -7,-7 -9,-5 -9,-3 -10,1 -10,3 -8,5 -6,9 -4,9 -1,10 3,9 4,9 7,8 8,6 7,7 8,6 8,6 8,6 7,7 6,8 6,9 4,9 2,10 1,10 -2,9 -5,9 -7,7 -9,5 -9,3 -10,1 -10,0 -10,-3 -9,-4 -8,-6 -6,-8 -4,-9 -1,-10 2,-10 4,-10 5,-8 6,-8 8,-7 7,-7 8,-6 8,-6 8,-6 7,-7 7,-7 6,-8 4,-10 1,-9 -2,-10",
      ),
    ),
  },
];

function drawing(...strokes: readonly Stroke[]): DrawingSheet {
  return { kind: "drawing", strokes };
}

/** A stroke, in pad units: where it begins, and the way from each point to the next; so, it takes half the bytes. */
function stroke(ways: string): Stroke {
  let [x, y] = [0, 0];
  return ways.split(" ").map((way): Point => {
    const [dx, dy] = way.split(",").map(Number);
    return [(x += dx!), (y += dy!)];
  });
}

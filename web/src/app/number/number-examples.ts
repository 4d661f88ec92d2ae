/** Numbers to try, set of the page's example digits. */
import type { Stroke } from "../../recogniser/index";
import { examples, type Example } from "../examples";
import { padSize } from "../sheet";

/** Of a number's line, in pad units. */
export const exampleWidth = 2.2 * padSize;

/** As high as people write on a line, of the digit's own drawing. */
const scale = 0.72;
const rounded = (value: number) => Math.round(value * 100) / 100;

export const numberExamples: readonly Example[] = [
  numberOf([7, 2, 4, 5], 26),
  numberOf([4, 2, 7], 40),
  numberOf([2, 5, 4, 2], -2),
];

/** Digits side by side, so far apart in pad units; less than nothing lets them touch. */
function numberOf(digits: readonly number[], gap: number): Example {
  let left = 48;
  const strokes = digits.flatMap((digit): readonly Stroke[] => {
    const drawn = examples.find((example) => example.digit === digit)!.sheet.strokes;
    const xs = drawn.flatMap((stroke) => stroke.map(([x]) => x * scale));
    const [start, end] = [Math.min(...xs), Math.max(...xs)];
    const shift = left - start;
    left += end - start + gap + 16;
    return drawn.map((stroke) =>
      stroke.map(([x, y]) => [rounded(x * scale + shift), rounded(y * scale + (padSize * (1 - scale)) / 2)]),
    );
  });
  return { digit: Number(digits.join("")), sheet: { kind: "drawing", strokes } };
}

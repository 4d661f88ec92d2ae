/** Finds the components of a picture's ink: what hangs together, corners included. */
import { boundsOf } from "./bounds";
import { faintestInk, type Bounds, type InkImage } from "./types";

/** Inked pixels beside each other in a row. */
export interface Run {
  readonly y: number;
  readonly left: number;
  /** One past the last pixel. */
  readonly right: number;
}

/** Ink that hangs together, from the first pixel to one past the last. */
export interface Component extends Bounds {
  /** From top to bottom, each row from left to right. */
  readonly runs: readonly Run[];
}

/** What is known of a component while its runs are found. */
interface Growing {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** The component that this one turned out to belong to. */
  partOf: Growing | null;
}

interface GrowingRun extends Run {
  readonly component: Growing;
}

/** The components of an image, by their first pixels from top to bottom. */
export function findComponents(image: InkImage): readonly Component[] {
  const found = new Map<Growing, Run[]>();
  for (const { component, ...run } of findRuns(image)) {
    const whole = wholeOf(component);
    if (!found.get(whole)?.push(run)) found.set(whole, [run]);
  }
  return Array.from(found, ([{ left, top, right, bottom }, runs]) => ({ left, top, right, bottom, runs }));
}

function findRuns({ width, height, ink }: InkImage): readonly GrowingRun[] {
  const runs: GrowingRun[] = [];
  // The row above, from the first run that may still touch one of this row.
  let [above, aboveEnd] = [0, 0];
  for (let y = 0; y < height; y++) {
    const start = runs.length;
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x]! < faintestInk) continue;
      const left = x;
      while (x < width && ink[y * width + x]! >= faintestInk) x++;
      const component: Growing = { left, top: y, right: x, bottom: y + 1, partOf: null };
      while (above < aboveEnd && runs[above]!.right < left) above++;
      for (let other = above; other < aboveEnd && runs[other]!.left <= x; other++)
        join(runs[other]!.component, component);
      runs.push({ y, left, right: x, component });
    }
    [above, aboveEnd] = [start, runs.length];
  }
  return runs;
}

function join(a: Growing, b: Growing): void {
  const [into, part] = [wholeOf(a), wholeOf(b)];
  if (into === part) return;
  into.left = Math.min(into.left, part.left);
  into.top = Math.min(into.top, part.top);
  into.right = Math.max(into.right, part.right);
  into.bottom = Math.max(into.bottom, part.bottom);
  part.partOf = into;
}

function wholeOf(component: Growing): Growing {
  let whole = component;
  while (whole.partOf) whole = whole.partOf;
  // The next look-up is a single step: chains would grow with the picture.
  if (component !== whole) component.partOf = whole;
  return whole;
}

/** The bounds of runs; inside out where there are none. */
export function boundsOfRuns(runs: readonly Run[]): Bounds {
  return boundsOf(runs.map(({ y, left, right }) => ({ left, top: y, right, bottom: y + 1 })));
}

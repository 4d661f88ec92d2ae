/** Finds the most probable texts among all ways through a line's candidates: the segmentation graph of LeCun et al.,
 * "Gradient-based learning applied to document recognition" (1998), whose arcs are candidates and nodes the places between. */
import { addLogs } from "../logs";
import type { Span } from "../types";

/** A candidate, and the logarithm of how well each digit fits it, against its being none. */
export interface Arc extends Span {
  readonly scores: readonly number[];
}

/** A text, and what speaks for it. */
export interface Path<A extends Arc = Arc> {
  readonly text: string;
  /** The logarithm of the sum over all ways to cut this text. */
  readonly total: number;
  /** The logarithm of the best of them. */
  readonly best: number;
  /** The arcs of the best, from left to right. */
  readonly arcs: readonly A[];
}

/** What is read of a line. */
export interface Paths<A extends Arc = Arc> {
  /** The most probable first. */
  readonly paths: readonly Path<A>[];
  /** The logarithm of the sum over all texts and all ways to cut them. */
  readonly total: number;
}

/** So many beginnings of texts are followed at each node: the best one is hardly ever further behind. */
const beamWidth = 24;
/** A digit this much less probable than the candidate's best is not followed. */
const mostBehind = 9;

/** The most probable texts of the pieces within a span, of exactly so many digits where a count is given. */
export function findPaths<A extends Arc>(arcs: readonly A[], { from, to }: Span, count?: number): Paths<A> {
  const beams = Array.from({ length: to - from + 1 }, () => new Map<string, Path<A>>());
  beams[0]!.set("", { text: "", total: 0, best: 0, arcs: [] });
  const ordered = arcs.slice().sort((a, b) => a.to - b.to);
  for (let node = from + 1; node <= to; node++) {
    const beam = beams[node - from]!;
    for (const arc of ordered.filter((arc) => arc.to === node)) {
      for (const path of foremost(beams[arc.from - from]!, count)) extend(beam, path, arc);
    }
  }
  const paths = foremost(beams[to - from]!, count).filter(
    ({ text }) => count === undefined || text.length === count,
  );
  return { paths, total: totalOf(arcs, { from, to }, count) };
}

/** The most probable texts of two stretches of a line, one behind the other. */
export function joined<A extends Arc>(first: Paths<A>, second: Paths<A>): Paths<A> {
  const paths = first.paths.flatMap((before) =>
    second.paths.map((behind) => ({
      text: before.text + behind.text,
      total: before.total + behind.total,
      best: before.best + behind.best,
      arcs: [...before.arcs, ...behind.arcs],
    })),
  );
  return {
    paths: paths.sort((a, b) => b.total - a.total).slice(0, beamWidth),
    total: first.total + second.total,
  };
}

/** The most probable beginnings at a node; of every length where texts of one are wanted: few of those may be among all. */
function foremost<A extends Arc>(
  beam: ReadonlyMap<string, Path<A>>,
  count: number | undefined,
): readonly Path<A>[] {
  const sorted = Array.from(beam.values()).sort((a, b) => b.total - a.total);
  if (count === undefined) return sorted.slice(0, beamWidth);
  const seen = new Array<number>(count + 1).fill(0);
  return sorted.filter(({ text }) => text.length <= count && ++seen[text.length]! <= beamWidth);
}

/** Go on from a path by an arc, as each digit that it may be. */
function extend<A extends Arc>(beam: Map<string, Path<A>>, path: Path<A>, arc: A): void {
  const highest = Math.max(...arc.scores);
  arc.scores.forEach((score, digit) => {
    if (score < highest - mostBehind) return;
    const text = `${path.text}${digit}`;
    const other = beam.get(text);
    const further = { text, total: path.total + score, best: path.best + score, arcs: [...path.arcs, arc] };
    const better = other && other.best > further.best ? other : further;
    beam.set(text, { ...better, total: other ? addLogs(other.total, further.total) : further.total });
  });
}

/** The forward sum over all ways, by how many digits they have. */
function totalOf(arcs: readonly Arc[], { from, to }: Span, count?: number): number {
  const most = to - from;
  const sums = Array.from({ length: most + 1 }, () => new Array<number>(most + 1).fill(-Infinity));
  sums[0]![0] = 0;
  for (const arc of arcs.slice().sort((a, b) => a.from - b.from)) {
    const score = arc.scores.reduce(addLogs, -Infinity);
    const [before, behind] = [sums[arc.from - from]!, sums[arc.to - from]!];
    for (let digits = 0; digits < most; digits++) {
      behind[digits + 1] = addLogs(behind[digits + 1]!, before[digits]! + score);
    }
  }
  return count === undefined ? sums[most]!.reduce(addLogs, -Infinity) : sums[most]![count]!;
}

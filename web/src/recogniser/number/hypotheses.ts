/** What a line may say, as two views of it have it: its cuts, whose candidates the digit net sees one by one, and the line
 * net, which sees it whole. */
import { logProbabilityOf } from "../line/ctc";
import type { Expectation } from "../line/expected";
import type { SeenLine } from "../line/line-net";
import type { ViewWeights } from "../line/line-contract";
import { placesOf } from "../line/places";
import { spell, type DigitArc } from "../line/spelling";
import { addLogs } from "../logs";
import type { Span } from "../types";
import type { Line } from "./number-line";
import type { Arc, Paths } from "./paths";

/** A candidate, what the digit net says of it, and how well each digit fits it among the cuts. */
export interface SeenArc extends Arc, DigitArc {}

export interface Hypothesis<A> {
  /** Digits and marks as written; `x` for what is neither. Without a digit the line is no number. */
  readonly text: string;
  /** The logarithm of what the cuts hold of it. */
  readonly cuts: number;
  /** The logarithm of what the line net holds of it. */
  readonly line: number;
  /** The logarithm of how usual its form is. */
  readonly form: number;
  /** What each character is made of; null where its ink is in no piece. */
  readonly parts: readonly (A | Span | null)[];
  /** Whether both views hold it for the most probable of all that they can tell: the cuts tell no marks. */
  readonly isAgreed: boolean;
}

/** So many texts of each view are weighed. */
const most = 8;
/** What a text counts for at least that no cuts can give. */
const leastCut = -30;
/** And at least with the line net, which is surer than it is right: of words and scribbles it never saw the like. Of texts that
 * it supposes itself, those that it holds less of stand nowhere on the line. */
const leastSeen = -10;

/** All hypotheses of a line, in no order.
 * @param nonsense the logarithm of what speaks among the cuts for its being no number */
export function hypothesesOf<A extends SeenArc>(
  line: Line,
  arcs: readonly A[],
  { paths, total }: Paths<A>,
  nonsense: number,
  seen: SeenLine | null,
  { fits }: Pick<Expectation, "fits">,
): readonly Hypothesis<A>[] {
  const all = addLogs(total, nonsense);
  const foremost = seen && foremostOf(seen);
  const fitting = paths.filter(({ text }) => fits(text));
  const ofCuts = fitting.slice(0, most).map((path): Hypothesis<A> => ({
    text: path.text,
    cuts: Math.max(leastCut, path.total - all),
    line: seen ? Math.max(leastSeen, logProbabilityOf(path.text, seen)) : 0,
    form: seen ? seen.formOf(path.text) : 0,
    parts: path.arcs,
    isAgreed: path === fitting[0] && (foremost === null || path.text === foremost),
  }));
  const none: Hypothesis<A> = {
    ...{ text: "", cuts: Math.max(leastCut, nonsense - all), line: 0, form: 0, parts: [], isAgreed: true },
  };
  if (!seen) return [...ofCuts, none];
  const known = new Set(ofCuts.map(({ text }) => text));
  const ofLine = seen.texts
    .slice(0, most)
    .filter(({ logProbability }) => logProbability > leastSeen)
    .filter(({ text }) => holdsDigit(text) && fits(text) && !known.has(text))
    .map(({ text, logProbability }): Hypothesis<A> => {
      const spelled = spellOn(line, arcs, text, seen);
      const parts = spelled?.parts ?? [];
      const isPlain = isOfDigits(text) && isWhole(parts, line.pieces.length);
      const cuts = isPlain ? potentialOf(text, parts as readonly A[]) - all : (spelled?.log ?? leastCut);
      // Digits alone the cuts can tell: they hold another text for more probable.
      const isAgreed = text === foremost && !isOfDigits(text);
      const form = seen.formOf(text);
      return { text, cuts: Math.max(leastCut, cuts), line: logProbability, form, parts, isAgreed };
    })
    .filter(({ parts, text }) => parts.length === text.length);
  return [...ofCuts, ...ofLine, { ...none, line: Math.max(leastSeen, noNumberLog(seen)) }];
}

/** The most probable text of those that are looked for, or an `x` where that is more probable, whatever is looked for. */
function foremostOf(seen: SeenLine): string {
  const { text, logProbability } = seen.texts[0]!;
  return logProbability >= logProbabilityOf("x", seen) ? text : "x";
}

/** The logarithm of what the line net holds of there being no digit; what is expected instead changes nothing of that. */
function noNumberLog(seen: SeenLine): number {
  const others = seen.texts.filter(({ text }) => !holdsDigit(text) && text !== "x");
  return others.map((each) => each.logProbability).reduce(addLogs, logProbabilityOf("x", seen));
}

/** How probable the line net holds it that a line is a number for the most part, as are 2x7 and 12x: 0 to 1. */
export function numberShareOf({ texts }: Pick<SeenLine, "texts">): number {
  const sum = (some: typeof texts) => some.map((each) => each.logProbability).reduce(addLogs, -Infinity);
  return Math.exp(sum(texts.filter(({ text }) => isMostlyDigits(text))) - sum(texts));
}

/** A text, and how probable it is among others. */
export type Likely<A> = Omit<Hypothesis<A>, "line" | "form"> & { readonly probability: number };

/** Hypotheses as both views together have them, the most probable first. */
export function likely<A>(
  hypotheses: readonly Hypothesis<A>[],
  weights: Omit<ViewWeights, "sureFrom">,
): readonly Likely<A>[] {
  const logs = hypotheses.map((each) => weightOf(each, weights));
  const sum = logs.reduce(addLogs, -Infinity);
  return hypotheses
    .map(({ line: _, form: __, ...each }, index) => ({ ...each, probability: Math.exp(logs[index]! - sum) }))
    .sort((a, b) => b.probability - a.probability);
}

/** The logarithm of a hypothesis's weight among the others. */
function weightOf(
  { text, cuts, line, form }: Hypothesis<unknown>,
  weights: Omit<ViewWeights, "sureFrom">,
): number {
  const marks = Array.from(text).filter((each) => !isOfDigits(each) && each !== "x").length;
  const others = text === "" ? 0 : text.split("x").length - 1;
  const views = weights.cuts * cuts + weights.line * line;
  return views + weights.form * form + weights.mark * marks + weights.other * others;
}

const isOfDigits = (text: string) => /^\d*$/.test(text);
const isMostlyDigits = (text: string) => text.replaceAll(/\D/g, "").length > text.split("x").length - 1;
const holdsDigit = (text: string) => /\d/.test(text);

/** Whether parts are candidates that take up all pieces: of fewer more would be said than of all. */
function isWhole(parts: readonly (Arc | Span | null)[], pieces: number): boolean {
  const ends = parts.map((part) => (part && "scores" in part ? part.to : -1));
  return ends.at(-1) === pieces && parts.every((part, index) => part?.from === (ends[index - 1] ?? 0));
}

/** How well candidates fit a text's digits among the cuts. */
function potentialOf(text: string, arcs: readonly Arc[]): number {
  return arcs.reduce((sum, { scores }, index) => sum + scores[Number(text[index])]!, 0);
}

function spellOn<A extends SeenArc>(line: Line, arcs: readonly A[], text: string, seen: SeenLine) {
  const places = placesOf(text, seen, line.place);
  return places && spell(places, line.pieces, arcs, line.height);
}

/** Finds the ink of each character of a text among a line's candidates, by where the line net sees the characters. */
import { boundsOf } from "../bounds";
import type { Bounds, Span } from "../types";

/** Consecutive pieces of a line, and what speaks for each digit's being written by them: logarithms of probabilities. */
export interface DigitArc extends Span, Bounds {
  readonly logs: readonly number[];
}

/** A character of a text and where it stands. */
export interface Wanted {
  readonly character: string;
  /** Its middle, in the pieces' units. */
  readonly middle: number;
}

export interface Spelling<Arc> {
  /** What each character is made of: an arc of a digit, the pieces of a mark, or null where its ink is in no piece. */
  readonly parts: readonly (Arc | Span | null)[];
  /** The logarithm of what speaks for all of its digits, less what speaks against pieces that are left over. */
  readonly log: number;
}

/** Nothing speaks more strongly against a character's place than so much. */
const worstPlace = 8;
/** How far a character may stand from its place, as a share of a digit's height: a standard deviation. */
const placeSpread = 0.3;
/** Against a piece's being left over. */
const leftOver = 5;
/** Marks are made of so many pieces at most: a percent's rings and its slash, perhaps cut. */
const mostPiecesOfMark = 5;
/** What dust may be, and so may stand in no piece. */
const small = ".,-:";

/** The best way to write a text with a line's pieces, of whose digits the usual height is known; null where there is none. */
export function spell<Arc extends DigitArc>(
  text: readonly Wanted[],
  pieces: readonly Bounds[],
  arcs: readonly Arc[],
  height: number,
): Spelling<Arc> | null {
  const startingAt = pieces.map((_, node) => arcs.filter(({ from }) => from === node));
  let states = new Map<number, State<Arc>>([[0, { log: 0, places: 0, before: null, part: null }]]);
  const skip = (from: ReadonlyMap<number, State<Arc>>) => {
    const further = new Map(from);
    for (let node = 0; node < pieces.length; node++) {
      const state = further.get(node);
      if (!state) continue;
      const left = { ...state, log: state.log - leftOver };
      keep(further, node + 1, left);
    }
    return further;
  };
  for (const wanted of text) {
    const next = new Map<number, State<Arc>>();
    for (const [node, state] of skip(states)) {
      for (const part of partsFrom(node, wanted, pieces, startingAt[node] ?? [])) {
        const log = state.log + part.log;
        const places = state.places + (part.bounds ? againstPlace(part.bounds, wanted, height) : 0);
        keep(next, part.to, { log, places, before: state, part: part.part });
      }
    }
    states = next;
  }
  const end = skip(states).get(pieces.length);
  return end ? { parts: partsOf(end), log: end.log } : null;
}

interface State<Arc> {
  readonly log: number;
  /** What speaks against the places of its characters. */
  readonly places: number;
  readonly before: State<Arc> | null;
  readonly part: Arc | Span | null;
}

interface Part<Arc> {
  readonly to: number;
  readonly log: number;
  readonly bounds: Bounds | null;
  readonly part: Arc | Span | null;
}

function keep<Arc>(states: Map<number, State<Arc>>, node: number, state: State<Arc>): void {
  const other = states.get(node);
  if (!other || state.log - state.places > other.log - other.places) states.set(node, state);
}

/** What a character may be made of from a piece on. */
function partsFrom<Arc extends DigitArc>(
  node: number,
  { character }: Wanted,
  pieces: readonly Bounds[],
  arcs: readonly Arc[],
): readonly Part<Arc>[] {
  const digit = "0123456789".indexOf(character);
  if (digit >= 0) {
    return arcs.map((arc) => ({ to: arc.to, log: arc.logs[digit]!, bounds: arc, part: arc }));
  }
  const most = character === "x" ? pieces.length - node : Math.min(mostPiecesOfMark, pieces.length - node);
  const made = Array.from({ length: most }, (_, index): Part<Arc> => {
    const span = { from: node, to: node + index + 1 };
    return { to: span.to, log: 0, bounds: boundsOf(pieces.slice(span.from, span.to)), part: span };
  });
  const unseen: Part<Arc> = { to: node, log: 0, bounds: null, part: null };
  return small.includes(character) ? [unseen, ...made] : made;
}

function againstPlace({ left, right }: Bounds, { middle }: Wanted, height: number): number {
  const away = ((left + right) / 2 - middle) / (placeSpread * height);
  return Math.min(worstPlace, away ** 2 / 2);
}

function partsOf<Arc>(end: State<Arc>): readonly (Arc | Span | null)[] {
  const parts: (Arc | Span | null)[] = [];
  for (let state = end; state.before; state = state.before) parts.unshift(state.part);
  return parts;
}

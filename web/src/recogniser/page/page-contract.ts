/** What the trainer promises of the page net in its `contract.json`. */
import { areModelFiles, isPositive, parseBy, type Clause, type ExpectedFile } from "../contract";

export interface PageContract {
  readonly version: 1;
  readonly architecture: "page";
  /** What a pixel may be, in the logits' order. */
  readonly kinds: readonly Kind[];
  /** How a picture is to be downsampled, in pixels: its longest side to so many at most, both to multiples of the step. */
  readonly input: { readonly longestSide: number; readonly step: number };
  /** Pixels of the input for each of the logits, along either side. */
  readonly pixels: number;
  readonly files: readonly ExpectedFile[];
}

/** What a pixel of a picture may be. */
export type Kind = "paper" | "handwriting" | "print" | "rule" | "mark" | "outside";

export const kinds: readonly Kind[] = ["paper", "handwriting", "print", "rule", "mark", "outside"];

const clauses: readonly Clause[] = [
  ["version", "1", (value) => value === 1],
  ["architecture", "page", (value) => value === "page"],
  ["kinds", kinds.join(", "), (value) => Array.isArray(value) && value.join() === kinds.join()],
  ["input.longestSide", "a number above 0", isPositive],
  ["input.step", "a number above 0", isPositive],
  ["pixels", "a number above 0", isPositive],
  ["files", "model.json and its weight files, each with name, bytes and sha256", areModelFiles],
];

/** Check a parsed `contract.json` of a page net.
 * @throws ModelLoadError naming the first clause that does not hold */
export function parsePageContract(json: unknown): PageContract {
  return parseBy<PageContract>(clauses, json);
}

/** What the trainer promises of the line net in its `contract.json`. */
import {
  areModelFiles,
  isFraction,
  isNumber,
  isPositive,
  parseBy,
  type Clause,
  type ExpectedFile,
} from "../contract";
import { areForms, type Forms } from "./forms";

export interface LineContract {
  readonly version: 1;
  readonly architecture: "line";
  /** What a column may be, in the logits' order; behind them stands nothing. `x` is what is no part of a number. */
  readonly characters: string;
  /** Around which of a strip's pixels the first column looks, and how far further each next one. */
  readonly columns: { readonly first: number; readonly step: number };
  readonly files: readonly ExpectedFile[];
  readonly forms: Forms;
  /** How the two views of a line, the cuts' and the line net's, are weighed. */
  readonly views: { readonly drawn: ViewWeights; readonly pictured: ViewWeights };
}

/** What is fitted for drawn numbers, or for those in pictures. */
export interface ViewWeights {
  /** Of the logarithm of what the cuts hold of a text. */
  readonly cuts: number;
  /** Of the logarithm of what the line net holds of it. */
  readonly line: number;
  /** Of the logarithm of how usual its form is. */
  readonly form: number;
  /** For each mark of a text. */
  readonly mark: number;
  /** For each part of it that is no number's. */
  readonly other: number;
  /** A number is called sure from this probability on. */
  readonly sureFrom: number;
}

/** Digits, marks, and what is neither. */
export const characters = "0123456789.,-/:%+()x";

const clauses: readonly Clause[] = [
  ["version", "1", (value) => value === 1],
  ["architecture", "line", (value) => value === "line"],
  ["characters", characters, (value) => value === characters],
  ["columns.first", "a number", isNumber],
  ["columns.step", "a number above 0", isPositive],
  ["forms", "a logarithm for each part of a number behind each other", areForms],
  ["files", "model.json and its weight files, each with name, bytes and sha256", areModelFiles],
  ...["drawn", "pictured"].flatMap((kind): readonly Clause[] => [
    ...["cuts", "line", "form", "mark", "other"].map((name): Clause => [
      `views.${kind}.${name}`,
      "a number",
      isNumber,
    ]),
    [`views.${kind}.sureFrom`, "a number from 0 to 1", isFraction],
  ]),
];

/** Check a parsed `contract.json` of a line net.
 * @throws ModelLoadError naming the first clause that does not hold */
export function parseLineContract(json: unknown): LineContract {
  return parseBy<LineContract>(clauses, json);
}

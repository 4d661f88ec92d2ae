/** What the trainer promises in `contract.json`, and whether the loaded graph keeps it. */
import {
  digitFeatures,
  lineFeatures,
  seamFeatures,
  type Named,
  type LineFit,
  type SeamFeature,
} from "./number/features";
import { digitCount, gridSide, ModelLoadError } from "./types";

export interface ExpectedFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface Contract {
  readonly version: 2;
  readonly architecture: string;
  readonly labels: readonly number[];
  readonly input: { readonly shape: readonly number[]; readonly paper: 0; readonly ink: 1 };
  readonly outputs: { readonly logits: number; readonly features: number };
  /** The logits are divided by it before the softmax, so that confidence means how often a reading is right. */
  readonly temperature: number;
  /** A digit is judged by the mean of its logits as it is turned by each of these angles, in degrees clockwise. */
  readonly views: readonly number[];
  /** Below this calibrated probability a digit is refused; 0 to 1. */
  readonly refusalThreshold: number;
  readonly files: readonly ExpectedFile[];
  /** What speaks for a way through ink's parting two digits. Without it and `numbers` a model reads single digits only. */
  readonly seams?: Named<SeamFeature>;
  /** What speaks for a way to cut and read a line. */
  readonly numbers?: { readonly drawn: LineFit; readonly pictured: LineFit };
}

/** A graph's shapes as loaded; -1 where a dimension is free. */
export interface GraphShapes {
  readonly input: readonly number[];
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

export const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
export const isPositive = (value: unknown) => isNumber(value) && (value as number) > 0;
const isCount = (value: unknown) => Number.isSafeInteger(value) && isPositive(value);
export const isFraction = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;
const equals = (expected: unknown) => (value: unknown) => JSON.stringify(value) === JSON.stringify(expected);

const inputShape = [gridSide, gridSide, 1];

/** What a place in the contract must hold, in words and as a test. */
export type Clause = readonly [path: string, expected: string, holds: (value: unknown) => boolean];

const clauses: readonly Clause[] = [
  ["version", "2", equals(2)],
  ["architecture", "a name", (value) => typeof value === "string" && value !== ""],
  ["labels", "the digits 0 to 9 in order", equals(Array.from({ length: digitCount }, (_, digit) => digit))],
  ["input.shape", JSON.stringify(inputShape), equals(inputShape)],
  ["input.paper", "0", equals(0)],
  ["input.ink", "1", equals(1)],
  ["outputs.logits", String(digitCount), equals(digitCount)],
  ["outputs.features", "a count", isCount],
  ["temperature", "a number above 0", isPositive],
  ["views", "angles in degrees, one or more", areAngles],
  ["refusalThreshold", "a number from 0 to 1", isFraction],
  ["files", "model.json and its weight files, each with name, bytes and sha256", areModelFiles],
];

const clausesOfSeams = clausesOfWeights("seams", seamFeatures);
const clausesOfNumbers: readonly Clause[] = [
  ...clausesOfSeams,
  ...["numbers.drawn", "numbers.pictured"].flatMap((path): readonly Clause[] => [
    [`${path}.sureFrom`, "a number from 0 to 1", isFraction],
    [`${path}.digit`, "a number", isNumber],
    ...clausesOfWeights(`${path}.features`, digitFeatures),
    ...clausesOfWeights(`${path}.nonsense`, lineFeatures),
  ]),
];

/** A number for each name, and for no other. */
function clausesOfWeights(path: string, names: readonly string[]): readonly Clause[] {
  const holdsNoOther = (value: unknown) => Object.keys(value ?? {}).every((name) => names.includes(name));
  return [
    ...names.map((name): Clause => [`${path}.${name}`, "a number", isNumber]),
    [path, `weights of ${names.join(", ")} alone`, holdsNoOther],
  ];
}

/** The clauses that concern a contract: numbers need seams, and neither need be there. */
function clausesFor(json: unknown): readonly Clause[] {
  if (valueAt(json, "numbers") !== undefined) return [...clauses, ...clausesOfNumbers];
  return valueAt(json, "seams") === undefined ? clauses : [...clauses, ...clausesOfSeams];
}

/** Check a parsed `contract.json`.
 * @throws ModelLoadError naming the first clause that does not hold */
export function parseContract(json: unknown): Contract {
  return parseBy<Contract>(clausesFor(json), json);
}

/** What was parsed, if it keeps all clauses.
 * @throws ModelLoadError naming the first clause that does not hold */
export function parseBy<Promised>(clauses: readonly Clause[], json: unknown): Promised {
  for (const [path, expected, holds] of clauses) {
    const got = valueAt(json, path);
    if (!holds(got)) throw brokenContract(path, expected, JSON.stringify(got) ?? "nothing");
  }
  return json as Promised;
}

/** Check that the graph takes and gives what the contract says.
 * @throws ModelLoadError naming the first difference */
export function checkGraph(contract: Contract, graph: GraphShapes): void {
  const promised: readonly [what: string, expected: readonly number[], got: readonly number[] | undefined][] =
    [
      ["the graph's input", contract.input.shape, graph.input.slice(1)],
      ["the graph's output logits", [contract.outputs.logits], graph.outputs["logits"]?.slice(1)],
      ["the graph's output features", [contract.outputs.features], graph.outputs["features"]?.slice(1)],
    ];
  for (const [what, expected, got] of promised) {
    if (!equals(expected)(got)) {
      throw brokenContract(what, JSON.stringify(expected), JSON.stringify(got) ?? "nothing");
    }
  }
}

function brokenContract(what: string, expected: string, got: string): ModelLoadError {
  return new ModelLoadError(
    `The model breaks its contract: ${what} should be ${expected}, but is ${got}. Run make train to export it again.`,
  );
}

function valueAt(json: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], json);
}

function areAngles(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isNumber);
}

export function areModelFiles(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every(isExpectedFile) && value[0]?.name === "model.json" && value.length > 1
  );
}

function isExpectedFile(value: Partial<ExpectedFile> | null): boolean {
  // A bare name, so that no contract can make the browser fetch from elsewhere.
  const named = /^[\w-][\w.-]*$/.test(value?.name ?? "");
  return named && isCount(value?.bytes) && /^[0-9a-f]{64}$/.test(value?.sha256 ?? "");
}

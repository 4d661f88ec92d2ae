/** The names of what tells how a line is cut and read. A model's contract has a weight for each; what is told stands in this
 * order. */

/** Of a way through ink, by `seams.ts`. */
export const seamFeatures = ["itself", "cutInk", "atPoint", "sideways", "lowerSide", "inkBeside"] as const;

/** Of a candidate's shape and place, by `segment.ts`. */
export const shapeFeatures = [
  "itself",
  "shortness",
  "tallness",
  "width",
  "gapsInside",
  "jointInside",
  "tieBefore",
  "gapBefore",
  "overlapBefore",
] as const;

/** Of what the net says of a candidate, by `number.ts`. */
export const judgementFeatures = ["logConfidence", "refused", "logDoubt", "lowConfidence"] as const;

/** Of all that tells whether a candidate is a digit. */
export const digitFeatures = [...shapeFeatures, ...judgementFeatures] as const;

/** Of a whole line, to tell whether it is no number at all. */
export const lineFeatures = ["itself", "length"] as const;

export type SeamFeature = (typeof seamFeatures)[number];
export type ShapeFeature = (typeof shapeFeatures)[number];
export type JudgementFeature = (typeof judgementFeatures)[number];
export type DigitFeature = (typeof digitFeatures)[number];

export type LineFeature = (typeof lineFeatures)[number];

/** A number for each name: what is told, or its weights. */
export type Named<Name extends string> = Readonly<Record<Name, number>>;

/** What the trainer fits to a net for numbers that are drawn, or for those in pictures. */
export interface NumberWeights {
  /** Of the logarithm of a digit's probability. */
  readonly digit: number;
  /** For a candidate's being one of the line's digits. */
  readonly features: Named<DigitFeature>;
  /** For the line's being no number. */
  readonly nonsense: Named<LineFeature>;
}

/** What the trainer fitted to a net for it to read numbers. */
export interface NumberFits {
  readonly seams: Named<SeamFeature>;
  readonly drawn: LineFit;
  readonly pictured: LineFit;
}

/** What belongs to drawn numbers, or to those in pictures. */
export interface LineFit extends NumberWeights {
  /** A number is called sure from this probability on. */
  readonly sureFrom: number;
}

/** The sum of what is told, each times its weight. */
export function weighed<Name extends string>(
  names: readonly Name[],
  told: Named<Name>,
  weights: Named<Name>,
): number {
  return names.reduce((sum, name) => sum + told[name] * weights[name], 0);
}

/** What is told, in the names' order. */
export function inOrder<Name extends string>(names: readonly Name[], told: Named<Name>): readonly number[] {
  return names.map((name) => told[name]);
}

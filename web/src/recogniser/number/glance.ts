/** Looks at what of a line may be a digit: pieces of ink -> grid -> what the model says of it at a glance. */
import type { Judgement, LineClassifier } from "../classifier";
import { normalise } from "../normalise";
import { inSource } from "../placed-ink";
import type { Box, Span } from "../types";
import type { DigitFeature, JudgementFeature, Named } from "./features";
import type { Line } from "./number-line";
import type { Candidate } from "./segment";

/** Consecutive pieces, brought into the model's form. */
export interface Looked extends Span {
  readonly grid: Float32Array;
  readonly box: Box;
  readonly isDot: boolean;
}

/** A candidate and what the model says of it at a glance. */
export interface Glanced extends Looked {
  readonly judgement: Judgement;
  readonly features: Named<DigitFeature>;
}

/** Pieces as a digit would be seen. */
export function lookedAt(line: Line, { from, to }: Span): Looked {
  const ink = line.inkOf({ from, to });
  const { grid, box, isDot } = normalise(ink.image, ink.leastSide)!;
  return { from, to, grid, box: inSource(box, ink), isDot };
}

/** What the model says of candidates, all asked at once. */
export async function glanceAt(
  classifier: Pick<LineClassifier, "glance">,
  line: Line,
  candidates: readonly Candidate[],
): Promise<readonly Glanced[]> {
  const looked = candidates.map((candidate) => lookedAt(line, candidate));
  const judgements = await classifier.glance(looked.map(({ grid }) => grid));
  return looked.map((one, index) => {
    const judgement = judgements[index]!;
    return { ...one, judgement, features: { ...candidates[index]!.shape, ...seenOf(judgement) } };
  });
}

/** What a judgement says of whether a candidate is a digit at all. */
function seenOf({ confidence, digit }: Judgement): Named<JudgementFeature> {
  return {
    logConfidence: Math.log(confidence),
    refused: Number(digit === null),
    logDoubt: Math.log(1.01 - confidence),
    lowConfidence: Math.max(0, 0.5 - confidence),
  };
}

/** What the trainer's metrics.json tells, as far as the panel shows it. */

export const splitNames = ["training", "validation", "test"] as const;
export type SplitName = (typeof splitNames)[number];

export interface DigitFigures {
  readonly precision: number;
  readonly recall: number;
  readonly count: number;
}

export interface SplitFigures {
  readonly count: number;
  readonly misread: number;
  readonly accuracy: number;
  readonly expected_calibration_error: number;
  readonly digits: readonly DigitFigures[];
  /** A row for each true digit, a column for each digit read. */
  readonly confusion_matrix: readonly (readonly number[])[];
}

export interface History {
  readonly accuracy: readonly number[];
  readonly loss: readonly number[];
  readonly val_accuracy: readonly number[];
  readonly val_loss: readonly number[];
  /** Counted from 1. */
  readonly best_epoch: number;
}

export interface Mistake {
  readonly label: number;
  readonly read: number;
  readonly confidence: number;
  /** 28 x 28 bytes as base64, row-major, 0 = paper, 255 = ink. */
  readonly pixels: string;
}

export interface Metrics extends Readonly<Record<SplitName, SplitFigures>> {
  readonly architecture: string;
  /** As it was trained, before batch normalisation was folded into the convolutions. */
  readonly parameters: number;
  readonly training_test_gap: number;
  readonly mistakes: readonly Mistake[];
  /** Empty for a model whose training nobody recorded. */
  readonly history: History | Readonly<Record<string, never>>;
  readonly exported: { readonly accuracy: { readonly test: number } };
}

/** They are some ten kilobytes: a network that hasn't brought them by then has fallen silent. */
const fetchLimitMs = 30_000;

/** The figures that lie beside a model.
 * @throws where they can't be fetched, or are no figures */
export async function fetchMetrics(modelUrl: string): Promise<Metrics> {
  const response = await fetch(new URL("metrics.json", modelUrl), {
    signal: AbortSignal.timeout(fetchLimitMs),
  });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  return (await response.json()) as Metrics;
}

export function isRecorded(history: Metrics["history"]): history is History {
  return "best_epoch" in history;
}

/** What speaks for and against ways to cut a line, by numbers. */

/** What speaks for a candidate; the logarithm of each digit's probability comes with the first weight. */
export interface Weights {
  readonly digit: number;
  /** Of a candidate's features in their order, then of what the model's judgement tells. */
  readonly features: readonly number[];
  /** For what is no number at all: by itself, and for each digit's height that the line is long. */
  readonly nonsense: readonly [number, number];
}

/** Fitted to three quarters of 2,400 numbers and lines without one, of each kind: `python -m tests.bench.number_weights`. */
export const drawn: Weights = {
  digit: 1.79,
  features: [-2.35, -5.69, -0.05, -2.99, -0.35, -0.78, -0.91, -1.18, -2.29, 2.27, -0.32, -0.66, -0.84],
  nonsense: [-3.97, -2.7],
};
export const pictured: Weights = {
  digit: 1.88,
  features: [-3.61, -4.98, 0.13, -3.48, -0.04, -1.84, -2.56, -0.25, -0.71, 1.62, -3.17, -0.94, -1.19],
  nonsense: [-3.83, -5.01],
};

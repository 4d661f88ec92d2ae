/** Lets many readings that are under way at once share the model's runs. */
import type { Glance, Judgement } from "../classifier";
import { gridLength } from "../types";

interface Asker {
  readonly grids: Float32Array;
  resolve(judgements: readonly Judgement[]): void;
  reject(error: unknown): void;
}

/** The classifier, asked once for all that is asked for before anything else happens. */
export function gathering(classifier: Glance): Glance {
  let askers: Asker[] = [];
  const ask = async () => {
    const own = askers;
    askers = [];
    const all = new Float32Array(own.reduce((sum, { grids }) => sum + grids.length, 0));
    own.reduce((at, { grids }) => (all.set(grids, at), at + grids.length), 0);
    try {
      const judgements = await classifier.glance(all);
      own.reduce((at, { grids, resolve }) => {
        const end = at + grids.length / gridLength;
        resolve(judgements.slice(at, end));
        return end;
      }, 0);
    } catch (error) {
      own.forEach(({ reject }) => reject(error));
    }
  };
  return {
    glance: (grids) =>
      new Promise((resolve, reject) => {
        if (askers.length === 0) queueMicrotask(() => void ask());
        askers.push({ grids, resolve, reject });
      }),
  };
}

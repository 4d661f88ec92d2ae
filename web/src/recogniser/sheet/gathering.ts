/** Lets many readings that are under way at once share the model's runs. */
import type { Judgement, LineClassifier } from "../classifier";
import { gridLength } from "../types";

interface Asker {
  readonly grids: Float32Array;
  resolve(judgements: readonly Judgement[]): void;
  reject(error: unknown): void;
}

type Ask = (grids: Float32Array) => Promise<readonly Judgement[]>;

/** The classifier, asked once for all that is asked for before anything else happens. */
export function gathering(classifier: LineClassifier): LineClassifier {
  return {
    glance: gathered((grids) => classifier.glance(grids)),
    judge: gathered((grids) => classifier.judge(grids)),
  };
}

function gathered(ask: Ask): Ask {
  let askers: Asker[] = [];
  const askForAll = async () => {
    const own = askers;
    askers = [];
    const all = new Float32Array(own.reduce((sum, { grids }) => sum + grids.length, 0));
    own.reduce((at, { grids }) => (all.set(grids, at), at + grids.length), 0);
    try {
      const judgements = await ask(all);
      own.reduce((at, { grids, resolve }) => {
        const end = at + grids.length / gridLength;
        resolve(judgements.slice(at, end));
        return end;
      }, 0);
    } catch (error) {
      own.forEach(({ reject }) => reject(error));
    }
  };
  return (grids) =>
    new Promise((resolve, reject) => {
      if (askers.length === 0) queueMicrotask(() => void askForAll());
      askers.push({ grids, resolve, reject });
    });
}

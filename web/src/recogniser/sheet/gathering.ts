/** Lets many readings that are under way at once share the nets' runs. */
import type { Judgement } from "../classifier";
import type { LineReader } from "../number/number";

/** The reader, whose nets are asked once for all that is asked for before anything else happens. */
export function gathering({ classifier, fits, lineNet }: LineReader): LineReader {
  return {
    fits,
    classifier: {
      glance: gathered((all) => forAllGrids(all, (grids) => classifier.glance(grids))),
      judge: gathered((all) => forAllGrids(all, (grids) => classifier.judge(grids))),
    },
    lineNet: lineNet && {
      ...lineNet,
      // Strips are of any width: they are run one after the other, but answered together.
      read: gathered(async (several) => {
        const seen = [];
        for (const [strip, mayBegin] of several) seen.push(await lineNet.read(strip, mayBegin));
        return seen;
      }),
    },
  };
}

async function forAllGrids(
  several: readonly (readonly [grids: readonly Float32Array[]])[],
  ask: (grids: readonly Float32Array[]) => Promise<readonly Judgement[]>,
): Promise<readonly (readonly Judgement[])[]> {
  const judgements = await ask(several.flat(2));
  let end = 0;
  return several.map(([{ length }]) => judgements.slice(end, (end += length)));
}

interface Asker<Asked extends readonly unknown[], Answer> {
  readonly asked: Asked;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** Asks for all at once that is asked one by one. */
function gathered<Asked extends readonly unknown[], Answer>(
  askAll: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (...asked: Asked) => Promise<Answer> {
  let askers: Asker<Asked, Answer>[] = [];
  const askForAll = async () => {
    const own = askers;
    askers = [];
    try {
      const answers = await askAll(own.map(({ asked }) => asked));
      own.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      own.forEach(({ reject }) => reject(error));
    }
  };
  return (...asked) =>
    new Promise((resolve, reject) => {
      if (askers.length === 0) queueMicrotask(() => void askForAll());
      askers.push({ asked, resolve, reject });
    });
}

/** Asks the page net of a picture: what each of its pixels is. */
import type { Graph } from "../graph";
import type { ModelFiles } from "../model-files";
import { ModelLoadError } from "../types";
import type { PageContract } from "./page-contract";

/** A picture as the page net sees it: 3 values from 0 to 1 for each pixel, row-major. */
export interface Colours {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export interface PageNet {
  readonly contract: PageContract;
  /** Logits of a picture whose sides are multiples of the contract's step: rows x columns x kinds. */
  logits(picture: Colours): Promise<Float32Array>;
}

/** Run a page net that is loaded.
 * @throws ModelLoadError where it isn't what its contract promises */
export async function startPageNet(
  { contract, ...files }: ModelFiles<PageContract>,
  loadGraph: (files: Pick<ModelFiles, "graph" | "shards">) => Promise<Graph>,
): Promise<PageNet> {
  const graph = await loadGraph(files);
  const outputs = contract.kinds.length;
  if (graph.inputShape[3] !== 3 || graph.outputShapes["logits"]?.[3] !== outputs) {
    throw new ModelLoadError(
      `The page net breaks its contract: expected 3 colours and ${outputs} logits a pixel. Run make train ARCH=page to export it again.`,
    );
  }
  return {
    contract,
    logits: async ({ width, height, values }) => {
      const [logits] = await graph.run(values, [1, height, width, 3], ["logits"]);
      return logits!.values;
    },
  };
}

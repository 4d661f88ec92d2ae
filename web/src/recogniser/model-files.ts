/** Fetches an exported model and believes none of it before its lengths and checksums agree with its contract. */
import { parseContract, type Contract, type ModelFile } from "./contract";
import { ModelLoadError } from "./types";

export interface ModelFiles {
  readonly contract: Contract;
  /** The parsed `model.json` of the TensorFlow.js graph model. */
  readonly graph: GraphFile;
  /** Weight shards by file name. */
  readonly shards: ReadonlyMap<string, ArrayBuffer>;
}

/** The fields of a graph model's `model.json` that loading needs; their insides are TensorFlow.js's own. */
export interface GraphFile {
  readonly modelTopology: object;
  readonly signature: object;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly object[];
  }[];
}

/** Gives the bytes of a file in the model's folder. */
export type ReadBytes = (name: string) => Promise<ArrayBuffer>;

/** Read and verify the contract, then the files that it names, in parallel.
 * @throws ModelLoadError */
export async function readModelFiles(readBytes: ReadBytes): Promise<ModelFiles> {
  const contract = parseContract(parseJson("contract.json", await readBytes("contract.json")));
  const contents = await Promise.all(
    contract.files.map(async (file) => {
      const bytes = await readBytes(file.name);
      await verify(file, bytes);
      return [file.name, bytes] as const;
    }),
  );
  const files = new Map(contents);
  const graph = parseJson("model.json", files.get("model.json")!) as GraphFile;
  files.delete("model.json");
  return { contract, graph, shards: files };
}

/** Reader of a model's folder over HTTP; every failure is one sentence. */
export function fetchFrom(modelUrl: string): ReadBytes {
  return async (name) => {
    const url = new URL(name, modelUrl);
    const response = await fetch(url).catch(() => {
      throw new ModelLoadError(`The model's file ${name} could not be fetched: the network did not answer.`);
    });
    if (!response.ok) {
      throw new ModelLoadError(
        `The model's file ${name} could not be fetched: the server answered ${response.status} for ${url.pathname}.`,
      );
    }
    return response.arrayBuffer().catch(() => {
      throw new ModelLoadError(`The model's file ${name} broke off while it was fetched.`);
    });
  };
}

function parseJson(name: string, bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ModelLoadError(`The model's file ${name} holds no JSON. Is the model's address right?`);
  }
}

async function verify(file: ModelFile, bytes: ArrayBuffer): Promise<void> {
  if (bytes.byteLength !== file.bytes) {
    throw new ModelLoadError(
      `The model's file ${file.name} should be ${file.bytes} bytes long, but is ${bytes.byteLength}.`,
    );
  }
  // Browsers keep crypto.subtle to secure contexts: on a classroom's plain http the length has to do.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (sha256 !== file.sha256) {
    throw new ModelLoadError(
      `The model's file ${file.name} is not the one that was exported: its checksum differs.`,
    );
  }
}

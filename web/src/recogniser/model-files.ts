/** Reads an exported model: its contract, and the files that the contract names. */
import { readChecked, readFile, type ReadBytes } from "./checked-files";
import { parseContract, type Contract, type ExpectedFile } from "./contract";
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

/** Read and verify the contract, held to the bytes that are known of it if any are; then, in parallel, the files that it names.
 * @throws ModelLoadError */
export async function readModelFiles(readBytes: ReadBytes, known?: ExpectedFile): Promise<ModelFiles> {
  const contract = await readContract(readBytes, known);
  const contents = await Promise.all(
    contract.files.map(async (file) => [file.name, await readFile(readBytes, file)] as const),
  );
  const files = new Map(contents);
  const graph = parseJson("model.json", files.get("model.json")!) as GraphFile;
  files.delete("model.json");
  return { contract, graph, shards: files };
}

async function readContract(readBytes: ReadBytes, known?: ExpectedFile): Promise<Contract> {
  const name = "contract.json";
  const parse = (bytes: ArrayBuffer) => parseContract(parseJson(name, bytes));
  return known ? parse(await readFile(readBytes, known)) : readChecked(readBytes, name, parse);
}

function parseJson(name: string, bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ModelLoadError(`The file ${name} holds no JSON. Is the model's address right?`);
  }
}

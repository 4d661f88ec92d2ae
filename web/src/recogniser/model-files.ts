/** Reads an exported model: its contract, and the files that the contract names. */
import { readChecked, readFile, type ReadBytes } from "./checked-files";
import { parseContract, type Contract, type ExpectedFile } from "./contract";
import { ModelLoadError } from "./types";

export interface ModelFiles<Promised = Contract> {
  readonly contract: Promised;
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
export function readModelFiles(readBytes: ReadBytes, known?: ExpectedFile): Promise<ModelFiles> {
  return readFilesOf(parseContract, readBytes, known);
}

/** Read the files of a model of any kind of contract.
 * @throws ModelLoadError */
export async function readFilesOf<Promised extends { readonly files: readonly ExpectedFile[] }>(
  parse: (json: unknown) => Promised,
  readBytes: ReadBytes,
  known?: ExpectedFile,
): Promise<ModelFiles<Promised>> {
  const contract = await readContract(parse, readBytes, known);
  const contents = await Promise.all(
    contract.files.map(async (file) => [file.name, await readFile(readBytes, file)] as const),
  );
  const files = new Map(contents);
  const graph = parseJson("model.json", files.get("model.json")!) as GraphFile;
  files.delete("model.json");
  return { contract, graph, shards: files };
}

async function readContract<Promised>(
  parse: (json: unknown) => Promised,
  readBytes: ReadBytes,
  known?: ExpectedFile,
): Promise<Promised> {
  const name = "contract.json";
  const read = (bytes: ArrayBuffer) => parse(parseJson(name, bytes));
  return known ? read(await readFile(readBytes, known)) : readChecked(readBytes, name, read);
}

function parseJson(name: string, bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ModelLoadError(`The file ${name} holds no JSON. Is the model's address right?`);
  }
}

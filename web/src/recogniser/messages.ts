/** What the page and its worker say to each other: requests, replies, and errors that keep their class. */
import type { LineContract } from "./line/line-contract";
import type { PageContract } from "./page/page-contract";
import type { ModelFiles } from "./model-files";
import { ModelLoadError, UnreadableSourceError, UnsupportedModeError } from "./types";
import type {
  Activation,
  Expected,
  Layer,
  Progress,
  ReadMode,
  Reading,
  Source,
  SpanToRead,
  UnreadableReason,
} from "./types";

export interface LoadRequest {
  readonly kind: "load";
  readonly files: ModelFiles;
  /** The binary of the wasm backend, for the worker that runs on it. */
  readonly wasm?: ArrayBuffer;
}

/** Bring what reads more than a drawn digit. */
export interface ExtendRequest {
  readonly kind: "extend";
  /** Address of the module. */
  readonly url: string;
  /** What sees lines as wholes. */
  readonly lineNet: ModelFiles<LineContract>;
}

/** Bring what sees where on a page something is written. */
export interface SeePagesRequest {
  readonly kind: "see-pages";
  readonly pageNet: ModelFiles<PageContract>;
}

export interface ReadRequest {
  readonly kind: "read";
  readonly source: Source;
  readonly mode: ReadMode;
  readonly spans?: readonly SpanToRead[];
  readonly expect?: Expected;
  readonly withInk?: boolean;
}

export interface ClassifyRequest {
  readonly kind: "classify";
  readonly grids: Float32Array;
}

export interface ActivationsRequest {
  readonly kind: "activations";
  readonly grid: Float32Array;
}

export type Request =
  LoadRequest | ExtendRequest | SeePagesRequest | ReadRequest | ClassifyRequest | ActivationsRequest;

/** Nobody waits for what was asked with this number any more. */
export interface CallOff {
  readonly kind: "call-off";
  readonly id: number;
}

export interface Loaded {
  readonly layers: readonly Layer[];
}

/** The answer to each kind of request. */
export interface Answers {
  readonly load: Loaded;
  readonly extend: null;
  readonly "see-pages": null;
  readonly read: Reading;
  readonly classify: Float32Array;
  readonly activations: readonly Activation[];
}

export type Numbered<T> = T & { readonly id: number };

export type Reply = Numbered<
  | { readonly answer: Answers[Request["kind"]] }
  | { readonly error: PackedError }
  // More is to come.
  | { readonly progress: Progress }
>;

/** Tells how far a reading is.
 * @throws DOMException where nobody waits for it any more */
export type Tell = (progress: Progress) => Promise<void>;

/** The backend can't be had; another may. */
export class BackendError extends ModelLoadError {
  override readonly name: string = "BackendError";
}

/** An error as plain data, since structured cloning strips errors of their class and fields. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly reason?: UnreadableReason;
}

/** Turn anything thrown into plain data that `unpackError` makes whole again. */
export function packError(thrown: unknown): PackedError {
  if (thrown instanceof Error) {
    // By its name: a module that the worker imports has an UnreadableSourceError of its own.
    const { reason } = thrown as Partial<UnreadableSourceError>;
    const isUnreadable = thrown.name === "UnreadableSourceError" && reason;
    return { name: thrown.name, message: thrown.message, ...(isUnreadable && { reason }) };
  }
  return { name: "Error", message: String(thrown) };
}

/** Rebuild the error that `packError` took apart. */
export function unpackError({ name, message, reason }: PackedError): Error {
  if (reason) return new UnreadableSourceError(reason, message);
  if (name === "BackendError") return new BackendError(message);
  if (name === "ModelLoadError") return new ModelLoadError(message);
  if (name === "UnsupportedModeError") return new UnsupportedModeError(message);
  if (name === "RangeError") return new RangeError(message);
  return new Error(message);
}

/** Fetches files, and believes none of them before its length and its checksum are right. */
import { afterSecondsAwake, silenceLimitSeconds } from "./awake";
import type { ExpectedFile } from "./contract";
import { ModelLoadError } from "./types";

/** Gives the bytes of a file in a folder; with "reload", past what caches keep. */
export type ReadBytes = (name: string, cache?: "reload") => Promise<ArrayBuffer>;

/** Read a file and what `check` makes of it. One that fails is read once more past the caches: they may hold a former one.
 * @throws ModelLoadError */
export async function readChecked<T>(
  readBytes: ReadBytes,
  name: string,
  check: (bytes: ArrayBuffer) => T | Promise<T>,
): Promise<T> {
  const bytes = await readBytes(name);
  try {
    return await check(bytes);
  } catch {
    return check(await readBytes(name, "reload"));
  }
}

/** Read a file that is known beforehand.
 * @throws ModelLoadError */
export function readFile(readBytes: ReadBytes, file: ExpectedFile): Promise<ArrayBuffer> {
  return readChecked(readBytes, file.name, (bytes) => verify(file, bytes));
}

/** Reader of a folder over HTTP; every failure is one sentence. */
export function fetchFrom(folderUrl: string): ReadBytes {
  return async (name, cache) => {
    const url = new URL(name, folderUrl);
    const silence = new AbortController();
    const fail = (reason: string) => new ModelLoadError(`The file ${name} could not be fetched: ${reason}.`);
    let callOff = () => {};
    const listen = () => {
      callOff();
      callOff = afterSecondsAwake(silenceLimitSeconds, () =>
        silence.abort(fail(`nothing came for ${silenceLimitSeconds} seconds`)),
      );
    };
    listen();
    try {
      const response = await fetch(url, { signal: silence.signal, ...(cache && { cache }) }).catch(() => {
        throw fail("the network did not answer");
      });
      if (!response.ok) throw fail(`the server answered ${response.status} for ${url.pathname}`);
      return await bytesOf(response, listen).catch(() => {
        throw fail("it broke off");
      });
    } catch (error) {
      throw silence.signal.aborted ? silence.signal.reason : error;
    } finally {
      callOff();
    }
  };
}

/** The body of a response; calls back at each piece of it that arrives. */
function bytesOf(response: Response, heard: () => void): Promise<ArrayBuffer> {
  const pieces = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      heard();
      controller.enqueue(piece);
    },
  });
  return new Response(response.body?.pipeThrough(pieces) ?? null).arrayBuffer();
}

async function verify(file: ExpectedFile, bytes: ArrayBuffer): Promise<ArrayBuffer> {
  if (bytes.byteLength !== file.bytes) {
    throw new ModelLoadError(
      `The file ${file.name} should be ${file.bytes} bytes long, but is ${bytes.byteLength}.`,
    );
  }
  // Browsers keep crypto.subtle to secure contexts: on a classroom's plain http the length has to do.
  if (!globalThis.crypto?.subtle) return bytes;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (sha256 !== file.sha256) {
    throw new ModelLoadError(`The file ${file.name} is not the one that was built: its checksum differs.`);
  }
  return bytes;
}

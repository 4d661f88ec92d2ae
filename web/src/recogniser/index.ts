/** The library: `loadRecogniser()` gives a typed proxy of the worker that reads. */
import type { LoadOptions, Recogniser } from "./types";

export * from "./types";

export declare function loadRecogniser(options?: LoadOptions): Promise<Recogniser>;

/** What a page tells its service worker. */
export type Word =
  /** The person wants the new version now. */
  | { readonly kind: "take over" }
  /** A page runs; `script` is the address of its own code, by which the worker knows its version. */
  | { readonly kind: "started"; readonly script: string };

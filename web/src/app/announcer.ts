/** How long the pen rests, after the last news, before screen readers are told: a 4 or a 5 takes two strokes. */
export const restMs = 700;

/** Tells screen readers the newest answer, once the pen rests. */
export class Announcer {
  #newest: string | null = null;
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly announce: (sentence: string) => void) {}

  /** Says `sentence` at the next rest, in place of any that still waits. */
  offer(sentence: string): void {
    this.#newest = sentence;
    this.#awaitRest();
  }

  /** The pen is down: says nothing until it is released. */
  hold(): void {
    this.#held = true;
    clearTimeout(this.#timer);
  }

  release(): void {
    this.#held = false;
    this.#awaitRest();
  }

  #awaitRest(): void {
    clearTimeout(this.#timer);
    if (this.#held || this.#newest === null) return;
    this.#timer = setTimeout(() => this.#speak(), restMs);
  }

  #speak(): void {
    if (this.#newest !== null) this.announce(this.#newest);
    this.#newest = null;
  }
}

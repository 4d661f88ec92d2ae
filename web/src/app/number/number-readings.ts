import { type Expected, noReading, type Reading } from "../../recogniser/index";
import type { Readings } from "../answers";
import type { Reader } from "../reader";
import { isBlank, sourceOf } from "../sheet";
import { correctionsOf, isReadAlike, type NumberSheet } from "./number-sheet";

/** Reads numbers, and remembers the last: what a person says of its digits needs no other reading. */
export class NumberReadings implements Readings<NumberSheet> {
  #last: { readonly sheet: NumberSheet; readonly reading: Reading } | null = null;
  #expected: Expected = "any";

  constructor(private readonly reader: Reader) {}

  /** Says what numbers may be from now on. */
  expect(expected: Expected): void {
    this.#expected = expected;
    this.#last = null;
  }

  known(sheet: NumberSheet): Reading | null {
    if (isBlank(sheet)) return noReading;
    if (this.#last !== null && isReadAlike(this.#last.sheet, sheet)) return this.#last.reading;
    const isReadAnyhow = this.#expected === "any" && correctionsOf(sheet).spans === null;
    return sheet.kind === "picture" && isReadAnyhow ? sheet.reading : null;
  }

  async read(sheet: NumberSheet): Promise<Reading> {
    const expected = this.#expected;
    const reading = await this.#read(sheet);
    if (expected === this.#expected) this.#last = { sheet, reading };
    return reading;
  }

  async #read(sheet: NumberSheet): Promise<Reading> {
    const [source, { spans }] = [sourceOf(sheet), correctionsOf(sheet)];
    const asItReads = () => this.reader.read(source, { mode: "number", expect: this.#expected });
    if (spans === null) return asItReads();
    try {
      return await this.reader.read(source, { mode: "number", spans });
    } catch (error) {
      // A newer version of the page may cut what an older one kept into other pieces.
      if (error instanceof RangeError) return asItReads();
      throw error;
    }
  }
}

/** What a number may be, where somebody says so: the texts that are looked for, by how they begin and by the whole. */
import type { Expected } from "../types";

export interface Expectation {
  /** Whether a text that fits may begin so. */
  mayBegin(text: string): boolean;
  fits(text: string): boolean;
}

const by = (beginning: RegExp, whole: RegExp): Expectation => ({
  mayBegin: (text) => beginning.test(text),
  fits: (text) => whole.test(text),
});

const named: Readonly<Record<string, Expectation>> = {
  any: by(/^/, /^/),
  digits: by(/^\d*$/, /^\d+$/),
  amount: by(/^[-+]?[\d.,]*[-%]?$/, /^[-+]?(\d+|\d{1,3}([.,]\d{3})+)([.,](\d{1,3}|-))?%?$/),
  date: by(
    /^\d{0,4}([./-](\d{0,2}([./-]\d{0,4})?)?)?$/,
    /^(\d{1,2}([./-])\d{1,2}(\2(\d{4}|\d{2}))?|\d{4}([./-])\d{1,2}\5\d{1,2})$/,
  ),
};

/** What a mask's characters stand for: # any digit, each other itself. */
const maskPattern = /^[#\d.,\-/:%+()]{1,24}$/;

const listPattern = /^[.,\-/:%+()]*$/;

/** What is expected by a name, by a mask such as ##/##/####, or by the marks that a number may hold.
 * @throws RangeError where it is none of these */
export function expectationOf(expected: Expected): Expectation {
  if (typeof expected === "object" && expected !== null) return withMarks(expected.marks);
  if (Object.hasOwn(named, expected)) return named[expected]!;
  if (typeof expected !== "string" || !maskPattern.test(expected)) {
    const names = Object.keys(named).join(", ");
    throw new RangeError(
      `Expected one of ${names}, or a mask of # for digits and of marks, such as ##/##/####; got ${expected}.`,
    );
  }
  const isAt = (character: string, place: number) =>
    expected[place] === "#" ? /\d/.test(character) : expected[place] === character;
  const mayBegin = (text: string) => Array.from(text).every(isAt);
  return { mayBegin, fits: (text) => text.length === expected.length && mayBegin(text) };
}

function withMarks(marks: string): Expectation {
  if (typeof marks !== "string" || !listPattern.test(marks))
    throw new RangeError(`Expected marks of . , - / : % + ( ), such as "./"; got ${marks}.`);
  const isAllowed = (text: string) =>
    Array.from(text).every((each) => /[\dx]/.test(each) || marks.includes(each));
  return { mayBegin: isAllowed, fits: isAllowed };
}

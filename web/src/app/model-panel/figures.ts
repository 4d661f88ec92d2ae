/** Figures as people read them, in the language of the page. */
import words from "../../../text.json";
import { fill } from "../text";

/** A sentence about one thing, and about any other number of them. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

const plainNumber = new Intl.NumberFormat(words.language);
const twoDecimals = new Intl.NumberFormat(words.language, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const hundredths = new Intl.NumberFormat(words.language, {
  style: "percent",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const wholePercent = new Intl.NumberFormat(words.language, { style: "percent", maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(words.language);

export const count = (value: number): string => plainNumber.format(value);

/** A share as a percentage with two decimals. */
export const share = (value: number): string => hundredths.format(value);

/** A share as the tick of an axis. */
export const tick = (value: number): string => wholePercent.format(value);

/** A difference of shares, in percentage points. */
export const points = (difference: number): string => twoDecimals.format(difference * 100);

export const decimals = (value: number): string => twoDecimals.format(value);

/** A sentence in the form that its number takes. */
export function counted(
  forms: Forms,
  number: number,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const form = plurals.select(number) === "one" ? forms.one : forms.other;
  return fill(form, { ...values, count: count(number) });
}

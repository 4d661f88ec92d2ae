/** Figures as people read them, in the language of the page. */
import * as words from "../../../text.json";
import { fill } from "../text";

/** A sentence in each form that the language has for a number of things. */
export type Forms = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string };

const plainNumber = new Intl.NumberFormat(words.language, { maximumSignificantDigits: 12 });
const twoDecimals = numberWith(2);
const fourDecimals = numberWith(4);
const hundredths = new Intl.NumberFormat(words.language, {
  style: "percent",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const shortPercent = new Intl.NumberFormat(words.language, { style: "percent", maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(words.language);

/** A count, or a round number on an axis. */
export const count = (value: number): string => plainNumber.format(value);

/** A share as a percentage with two decimals. */
export const share = (value: number): string => hundredths.format(value);

/** A share as the tick of an axis. */
export const tick = (value: number): string => shortPercent.format(value);

/** A difference of shares, in percentage points. */
export const points = (difference: number): string => twoDecimals.format(difference * 100);

export const decimals = (value: number): string => twoDecimals.format(value);

/** A loss, which the epochs of a good net change only little. */
export const fineDecimals = (value: number): string => fourDecimals.format(value);

/** A sentence in the form that its number takes. */
export function counted(
  forms: Forms,
  number: number,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const form = forms[plurals.select(number)] ?? forms.other;
  return fill(form, { ...values, count: count(number) });
}

function numberWith(decimals: number): Intl.NumberFormat {
  return new Intl.NumberFormat(words.language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

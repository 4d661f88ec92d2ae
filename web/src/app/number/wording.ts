/** Puts together what is said of numbers, of the words in web/text.json. */
import * as words from "../../../text.json";
import { likeliestOf, mostProbable } from "../answer";
import { fill, named, percent, said, type Wording } from "../text";
import type { LineCharacter, NumberLine } from "./number-line";

export const text = words.number;

/** What is said of a number that was read. */
export function wordingOfLine(line: NumberLine): Wording {
  const blanks = { number: spoken(line.text), percent: percent(line.probability) };
  const { headline, detail, announcement } = text.answer[kindOf(line)];
  return {
    headline: fill(headline, blanks),
    detail: fill(detail, { ...blanks, doubt: doubtInWords(line, "seen") }),
    announcement: fill(announcement, { ...blanks, doubt: doubtInWords(line, "spoken") }),
  };
}

export function kindOf({ sure, isSaid }: NumberLine): "check" | "said" | "read" {
  if (!sure) return "check";
  return isSaid ? "said" : "read";
}

/** Why a number is to be checked, in one sentence to be seen or spoken; nothing where it isn't. */
export function doubtInWords({ doubt, digits, probability }: NumberLine, how: "seen" | "spoken"): string {
  if (doubt === null) return "";
  const refused = digits.filter((digit) => digit.text === "?").map(({ read }) => read);
  const isOfDigits = refused.some((read) => read.doubt === doubt);
  if (!isOfDigits) return fill(text.doubts[doubt], { percent: percent(probability) });
  if (refused.length > 1) return text.doubts.several;
  return fill(text.doubts[doubt], { mark: text.refused[how], ...named(likeliestOf(refused[0]!)) });
}

/** What is said where nothing was read. */
export function wordingOfNothing(kind: "invitation" | "no-number" | "dropped"): Wording {
  const { headline, detail } = text.answer[kind];
  return said(headline, detail);
}

/** A number digit by digit: postcodes and meters are read out so. */
function spoken(number: string): string {
  return [...number].map((digit) => (digit === "?" ? text.unclear : digit)).join(" ");
}

/** How sure a digit or a mark is, in few words. */
export function surenessOf(character: LineCharacter): string {
  if (character.said !== null) return text.said;
  const { kind, read } = character;
  const isRefused = kind === "digit" && read.digit === null;
  return isRefused ? fill(text.perhaps, { digit: mostProbable(read) }) : percent(read.confidence);
}

/** Which digit or mark of a line it is. */
export function titleOf(character: LineCharacter, { digits, marks }: NumberLine): string {
  const alike: readonly LineCharacter[] = character.kind === "digit" ? digits : marks;
  return fill(text[character.kind], { place: alike.indexOf(character) + 1, count: alike.length });
}

/** A digit or a mark in words. */
export function characterInWords(character: LineCharacter, line: NumberLine): string {
  const name = character.text === "?" ? text.unclear : character.text;
  const blanks = { title: titleOf(character, line), character: name, sureness: surenessOf(character) };
  return fill(text.characterInWords, blanks);
}

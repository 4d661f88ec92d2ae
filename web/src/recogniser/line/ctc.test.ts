import { describe, expect, test } from "vitest";
import { align, decode, logProbabilityOf, type Columns } from "./ctc";

const characters = "12/";

/** Columns in which each character of a row is as probable as said, and all others share the rest. */
function columns(...rows: readonly Readonly<Record<string, number>>[]): Columns {
  const all = [...characters, " "];
  const logs = rows.flatMap((row) => {
    const rest = 1 - Object.values(row).reduce((sum, each) => sum + each, 0);
    const others = all.filter((each) => row[each] === undefined).length;
    return all.map((each) => Math.log(row[each] ?? rest / others));
  });
  return { characters, logs: Float32Array.from(logs) };
}

/** All ways to write anything along columns, one by one, by the texts that they give. */
function everyText({ characters, logs }: Columns): ReadonlyMap<string, number> {
  const stride = characters.length + 1;
  const sums = new Map<string, number>();
  const walk = (start: number, way: readonly number[], log: number) => {
    if (start === logs.length) {
      const kept = way.filter((label, index) => label !== way[index - 1] && label < characters.length);
      const text = kept.map((label) => characters[label]).join("");
      sums.set(text, (sums.get(text) ?? 0) + Math.exp(log));
      return;
    }
    for (let label = 0; label < stride; label++)
      walk(start + stride, [...way, label], log + logs[start + label]!);
  };
  walk(0, [], 0);
  return sums;
}

const uneven = columns(
  { "1": 0.6, " ": 0.2 },
  { "1": 0.3, "2": 0.3, " ": 0.3 },
  { "1": 0.5, " ": 0.4 },
  { "/": 0.7 },
  { "2": 0.4, "/": 0.4 },
);

describe("decoding columns", () => {
  test("finds the texts that all ways together make most probable", () => {
    const texts = Array.from(everyText(uneven)).sort(([, a], [, b]) => b - a);
    const found = decode(uneven);
    for (const [index, [text, probability]] of texts.slice(0, 3).entries()) {
      expect(found[index]!.text).toBe(text);
      expect(Math.exp(found[index]!.logProbability)).toBeCloseTo(probability, 2);
    }
  });

  test("reads equal neighbours as one, and as two where nothing lies between", () => {
    expect(decode(columns({ "1": 0.9 }, { "1": 0.9 }, { " ": 0.9 }))[0]!.text).toBe("1");
    expect(decode(columns({ "1": 0.9 }, { " ": 0.9 }, { "1": 0.9 }))[0]!.text).toBe("11");
  });

  test("reads no columns as no text", () => {
    expect(decode({ characters, logs: new Float32Array() })).toEqual([{ text: "", logProbability: 0 }]);
  });
});

describe("scoring a text", () => {
  test.each(["", "1", "11", "1/2", "12", "2/1", "12/12"])("sums all ways to write %j", (text) => {
    expect(Math.exp(logProbabilityOf(text, uneven))).toBeCloseTo(everyText(uneven).get(text) ?? 0, 6);
  });

  test("gives a text that is longer than the columns no probability", () => {
    expect(logProbabilityOf("121212", uneven)).toBe(-Infinity);
    expect(logProbabilityOf("111", columns({ "1": 0.9 }, { "1": 0.9 }, { "1": 0.9 }))).toBe(-Infinity);
  });

  test("gives a character that the net doesn't know no probability", () => {
    expect(logProbabilityOf("7", uneven)).toBe(-Infinity);
  });
});

describe("aligning a text", () => {
  test("tells from where to where each character reaches", () => {
    const clear = columns({ "1": 0.9 }, { "1": 0.9 }, { " ": 0.9 }, { "/": 0.9 }, { "2": 0.9 }, { " ": 0.9 });
    expect(align("1/2", clear)).toEqual([
      { first: 0, last: 1 },
      { first: 3, last: 3 },
      { first: 4, last: 4 },
    ]);
  });

  test("has no place for a text that is longer than the columns", () => {
    expect(align("121212", uneven)).toBeNull();
    expect(align("", uneven)).toEqual([]);
  });
});

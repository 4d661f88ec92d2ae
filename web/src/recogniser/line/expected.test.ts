import { describe, expect, test } from "vitest";
import { expectationOf } from "./expected";

describe("what is expected", () => {
  test.each([
    ["digits", ["7", "0042"], ["", "1.5", "-7"]],
    [
      "amount",
      ["12", "3.50", "0,75", "1,234.50", "-12.5", "45%", "1.234.567,89", "12,-"],
      ["1.2.3", "12/05", "%", "12-"],
    ],
    ["date", ["12/05/2024", "5/3", "2024-05-12", "12-05-24"], ["12/05-2024", "123/4", "12"]],
    ["##/##/####", ["12/05/2024"], ["12/5/2024", "12-05-2024", "1205/2024"]],
    ["(###)", ["(045)"], ["045", "(45)"]],
    ["any", ["12", "1+1", ""], []],
  ])("%s fits %j and not %j", (expected, fitting, others) => {
    const { fits } = expectationOf(expected);
    expect(fitting.filter((text) => !fits(text))).toEqual([]);
    expect(others.filter(fits)).toEqual([]);
  });

  test("marks in a list let others be none", () => {
    const { fits, mayBegin } = expectationOf({ marks: "/." });
    expect(["12/05", "3.5", "42"].every((text) => fits(text) && mayBegin(text))).toBe(true);
    expect(["12-05", "3,5", "45%"].some((text) => fits(text) || mayBegin(text))).toBe(false);
    expect(() => expectationOf({ marks: "and" })).toThrow(RangeError);
  });

  test.each([
    ["digits", "0042"],
    ["amount", "-1,234.50%"],
    ["amount", "12,-"],
    ["date", "12/05/2024"],
    ["date", "2024-05-12"],
    ["##/##", "12/05"],
  ])("%s lets %j be written from its beginning on", (expected, text) => {
    const { mayBegin } = expectationOf(expected);
    const beginnings = Array.from({ length: text.length + 1 }, (_, end) => text.slice(0, end));
    expect(beginnings.filter((each) => !mayBegin(each))).toEqual([]);
  });

  test.each(["", "money", "##x", "#".repeat(30)])("%j is nothing that can be expected", (expected) => {
    expect(() => expectationOf(expected)).toThrow(RangeError);
  });
});

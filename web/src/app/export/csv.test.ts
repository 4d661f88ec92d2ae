import { expect, test } from "vitest";
import { csvOf, harmless } from "./csv";

test("rows end with CR LF, and only fields that need it stand in quotes", () => {
  expect(
    csvOf([
      ["a", 1.5],
      ['say "4"', "1,2"],
      ["x\ny", ""],
    ]),
  ).toBe('a,1.5\r\n"say ""4""","1,2"\r\n"x\ny",\r\n');
});

test.each(["=1+1", "+1+1", "-A1", "-1;", "@SUM(A1)", "\t=1", "\r=1"])("%j is text, not a formula", (text) => {
  expect(harmless(text)).toBe(`'${text}`);
  expect(csvOf([[text]])).toMatch(/^"?'/);
});

test("numbers, and texts with such a sign inside, stay as they are", () => {
  expect(csvOf([[-3, "4-7", "40?7"]])).toBe("-3,4-7,40?7\r\n");
});

test.each(["-47", "+5", "-3.50", "-1,250.00", "-12%"])("%j stays a number", (text) => {
  expect(harmless(text)).toBe(text);
});

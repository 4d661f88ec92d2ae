import { expect, test } from "vitest";
import { areForms, formOf, type Forms } from "./forms";

const parts = ["begin", "1", "2", ..."./,-:%+()", "end"];
const forms: Forms = {
  longestRun: 2,
  logs: Object.fromEntries(
    parts.map((before) => [
      before,
      Object.fromEntries(parts.map((after) => [after, before === "2" && after === "/" ? -1 : -3])),
    ]),
  ),
};

test("a text's form is as probable as each of its parts behind the one before, beside its digits alone", () => {
  expect(formOf("12/5", forms)).toBe(-3 - 1 - 3 - 3 - (-3 - 3));
  expect(formOf("123/5", forms)).toBe(formOf("12/5", forms));
  expect(formOf("1/5", forms)).toBeLessThan(formOf("12/5", forms));
});

test("of digits alone, of nothing and of what is no part of a number it says nothing", () => {
  expect(["", "1", "1234", "1x2", "x"].map((text) => formOf(text, forms))).toEqual([0, 0, 0, 0, 0]);
  expect(formOf("12x/5", forms)).toBe(formOf("12/5", forms));
});

test("forms that lack what may come are none", () => {
  expect(areForms(forms)).toBe(true);
  expect(areForms({ ...forms, longestRun: 3 })).toBe(false);
  expect([undefined, null, { longestRun: 2 }].some(areForms)).toBe(false);
  expect(areForms({ ...forms, logs: { ...forms.logs, "2": {} } })).toBe(false);
});

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

test("a text's form is as probable as each of its parts behind the one before", () => {
  expect(formOf("12", forms)).toBe(-6);
  expect(formOf("12/5", forms)).toBe(-3 - 1 - 3 - 3);
  expect(formOf("123/5", forms)).toBe(formOf("12/5", forms));
  expect(formOf("", forms)).toBe(0);
});

test("what is no part of a number says nothing of its form", () => {
  expect(formOf("1x2", forms)).toBe(formOf("12", forms));
});

test("forms that lack what may come are none", () => {
  expect(areForms(forms)).toBe(true);
  expect(areForms({ ...forms, longestRun: 3 })).toBe(false);
  expect([undefined, null, { longestRun: 2 }].some(areForms)).toBe(false);
  expect(areForms({ ...forms, logs: { ...forms.logs, "2": {} } })).toBe(false);
});

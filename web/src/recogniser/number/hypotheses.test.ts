import { expect, test } from "vitest";
import { decode } from "../line/ctc";
import { numberShareOf } from "./hypotheses";

const characters = "127x";

/** A line of which the net holds each column for what a text says, with nothing between. */
function seen(text: string, probability: number) {
  const columns = Array.from(text).flatMap((each) => [each, " "]);
  const all = [...characters, " "];
  const logs = columns.flatMap((column) =>
    all.map((each) => Math.log(each === column ? probability : (1 - probability) / (all.length - 1))),
  );
  return { texts: decode({ characters, logs: Float32Array.from(logs) }) };
}

test("a line is a number for the most part where more of it are digits than are none", () => {
  for (const number of ["7", "127", "2x7", "12x"])
    expect(numberShareOf(seen(number, 0.99))).toBeGreaterThan(0.9);
  for (const word of ["x", "xx", "x1x", "1xx2"]) expect(numberShareOf(seen(word, 0.999))).toBeLessThan(0.03);
});

test("what the net isn't sure of may be a number", () => {
  expect(numberShareOf(seen("x", 0.5))).toBeGreaterThan(0.1);
});

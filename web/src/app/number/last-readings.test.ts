import { describe, expect, test } from "vitest";
import { type KeptReading, read, withReading } from "./last-readings";

const sure = (text: string): KeptReading => ({ text, sure: true });
const list = ["3", "2", "1"].map(sure);

describe("the last readings", () => {
  test("begin with the newest", () => {
    expect(withReading(list, sure("4"), false)).toEqual([sure("4"), ...list]);
  });

  test("hold a number once while it is being written", () => {
    expect(withReading(list, sure("34"), true)).toEqual([sure("34"), ...list.slice(1)]);
  });

  test("hold a number once that a reload reads again", () => {
    expect(withReading(list, { text: "3", sure: false }, false)).toEqual([
      { text: "3", sure: false },
      ...list.slice(1),
    ]);
  });

  test("keep a number that was cleared", () => {
    expect(withReading(list, sure(""), true)).toBe(list);
  });

  test("are ten", () => {
    const ten = Array.from({ length: 10 }, (_, i) => sure(`${i}`));
    expect(withReading(ten, sure("11"), false)).toEqual([sure("11"), ...ten.slice(0, 9)]);
  });

  test("are found again as they were kept", () => {
    expect(read(JSON.stringify(list))).toEqual(list);
  });

  test.each([null, "", "{", "null", "{}", "[1]", '[{"text":"<b>","sure":true}]', '[{"text":"1"}]'])(
    "are none where %s is found",
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );
});

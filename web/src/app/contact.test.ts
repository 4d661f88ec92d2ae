import { describe, expect, test } from "vitest";
import { type Before, isStray, type NewContact, whatBegins } from "./contact";

const left = { button: 0, timeStamp: 10_000 };
const [mouse, finger, pen] = ["mouse", "touch", "pen"].map((pointerType) => ({ ...left, pointerType })) as [
  NewContact,
  NewContact,
  NewContact,
];
const blank: Before = { drawing: null, touches: 0, penSeenMs: -Infinity };
const dot = { type: "touch", reach: 3 };
const line = { type: "touch", reach: 90 };

describe("a contact with the pad", () => {
  test.each([mouse, finger, pen])("draws: $pointerType", (contact) => {
    expect(whatBegins(contact, blank)).toBe("stroke");
  });

  test.each([1, 2, 5])("draws nothing with button %i", (button) => {
    expect(whatBegins({ ...pen, button }, blank)).toBe("nothing");
  });

  test("is one of two fingers that scroll, where the other has hardly moved", () => {
    expect(whatBegins(finger, { ...blank, drawing: dot, touches: 1 })).toBe("gesture");
    expect(whatBegins(finger, { ...blank, drawing: line, touches: 1 })).toBe("nothing");
  });

  test("draws nothing as a finger beside those that are left of several", () => {
    expect(whatBegins(finger, { ...blank, touches: 1 })).toBe("nothing");
    for (const contact of [mouse, pen]) expect(whatBegins(contact, { ...blank, touches: 1 })).toBe("stroke");
  });

  test("is a palm while a pen draws, and shortly after it was seen", () => {
    expect(whatBegins(finger, { ...blank, drawing: { type: "pen", reach: 0 }, penSeenMs: 9_999 })).toBe(
      "nothing",
    );
    expect(whatBegins(finger, { ...blank, penSeenMs: 8_000 })).toBe("nothing");
    expect(whatBegins(finger, { ...blank, penSeenMs: 6_000 })).toBe("stroke");
  });

  test("was a palm, where a pen comes down while it draws", () => {
    for (const drawing of [dot, line]) {
      expect(whatBegins(pen, { ...blank, drawing, touches: 1 })).toBe("stroke");
    }
  });

  test("leaves a stroke of mouse or pen alone", () => {
    for (const type of ["mouse", "pen"]) {
      for (const contact of [mouse, finger, pen]) {
        expect(whatBegins(contact, { ...blank, drawing: { type, reach: 0 } })).toBe("nothing");
      }
    }
  });

  test("that hardly moved may be no stroke, if it is a touch", () => {
    expect([dot, line, { type: "mouse", reach: 0 }].map(isStray)).toEqual([true, false, false]);
  });
});

import { describe, expect, test } from "vitest";
import { isStray, type NewContact, whatBegins } from "./contact";

const never = -Infinity;
const left = { isPrimary: true, button: 0, timeStamp: 10_000 };
const [mouse, finger, pen] = ["mouse", "touch", "pen"].map((pointerType) => ({ ...left, pointerType })) as [
  NewContact,
  NewContact,
  NewContact,
];
const another = { ...finger, isPrimary: false };
const dot = { type: "touch", reach: 3 };
const line = { type: "touch", reach: 90 };

describe("a contact with the pad", () => {
  test.each([mouse, finger, pen])("draws: $pointerType", (contact) => {
    expect(whatBegins(contact, null, never)).toBe("stroke");
  });

  test.each([1, 2, 5])("draws nothing with button %i", (button) => {
    expect(whatBegins({ ...pen, button }, null, never)).toBe("nothing");
  });

  test("is one of two fingers that scroll, where the other has hardly moved", () => {
    expect(whatBegins(another, dot, never)).toBe("gesture");
    expect(whatBegins(another, line, never)).toBe("nothing");
  });

  test("draws nothing as the finger that is left of several", () => {
    expect(whatBegins(another, null, never)).toBe("nothing");
  });

  test("is a palm while a pen draws, and shortly after it was seen", () => {
    expect(whatBegins(finger, { type: "pen", reach: 0 }, 9_999)).toBe("nothing");
    expect(whatBegins(finger, null, 8_000)).toBe("nothing");
    expect(whatBegins(finger, null, 6_000)).toBe("stroke");
  });

  test("was a palm, where a pen comes down while it draws", () => {
    for (const palm of [dot, line]) expect(whatBegins(pen, palm, never)).toBe("stroke");
  });

  test("leaves a stroke of mouse or pen alone", () => {
    for (const type of ["mouse", "pen"]) {
      for (const contact of [mouse, finger, another, pen]) {
        expect(whatBegins(contact, { type, reach: 0 }, never)).toBe("nothing");
      }
    }
  });

  test("that hardly moved may be no stroke, if it is a touch", () => {
    expect([dot, line, { type: "mouse", reach: 0 }].map(isStray)).toEqual([true, false, false]);
  });
});

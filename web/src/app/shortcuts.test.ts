import { expect, test } from "vitest";
import { type KeyPress, shortcutOf } from "./shortcuts";

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

test.each([
  ["Ctrl+Z", press("z", { ctrlKey: true }), "undo"],
  ["Cmd+Z", press("z", { metaKey: true }), "undo"],
  ["Ctrl+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true }), "redo"],
  ["Cmd+Shift+Z", press("z", { metaKey: true, shiftKey: true }), "redo"],
  ["Ctrl+Y", press("y", { ctrlKey: true }), "redo"],
  ["Ctrl+Z under caps lock", press("Z", { ctrlKey: true }), "undo"],
  ["Z alone", press("z"), null],
  ["AltGr+Z, which types a letter on some keyboards", press("z", { ctrlKey: true, altKey: true }), null],
  ["Ctrl+C", press("c", { ctrlKey: true }), null],
])("%s", (_, key, shortcut) => {
  expect(shortcutOf(key)).toBe(shortcut);
});

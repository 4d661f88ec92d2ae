import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Announcer, restMs } from "./announcer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function announcerAndWords() {
  const words: string[] = [];
  return { announcer: new Announcer((sentence) => words.push(sentence)), words };
}

describe("the announcer", () => {
  test("says the newest answer when the pen has rested", () => {
    const { announcer, words } = announcerAndWords();
    announcer.offer("1");
    announcer.offer("7");
    vi.advanceTimersByTime(restMs - 1);
    expect(words).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(words).toEqual(["7"]);
  });

  test("says nothing while the pen is down, however long", () => {
    const { announcer, words } = announcerAndWords();
    announcer.hold();
    announcer.offer("1");
    vi.advanceTimersByTime(60_000);
    expect(words).toEqual([]);
    announcer.release();
    vi.advanceTimersByTime(restMs);
    expect(words).toEqual(["1"]);
  });

  test("waits for the second stroke of a digit", () => {
    const { announcer, words } = announcerAndWords();
    announcer.offer("1");
    vi.advanceTimersByTime(restMs / 2);
    announcer.hold();
    announcer.offer("4");
    announcer.release();
    vi.advanceTimersByTime(restMs);
    expect(words).toEqual(["4"]);
  });

  test("says an answer once", () => {
    const { announcer, words } = announcerAndWords();
    announcer.offer("7");
    vi.advanceTimersByTime(restMs);
    announcer.hold();
    announcer.release();
    vi.advanceTimersByTime(restMs);
    expect(words).toEqual(["7"]);
  });
});

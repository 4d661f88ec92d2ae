import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  noReading,
  type Reading,
  type ReadOptions,
  type Source,
  UnreadableSourceError,
} from "../recogniser/types";
import type { Reader } from "./reader";
import { unreadable, uploadInterrupted, uploadStopped, uploadWaits } from "./text";
import { type UploadDesk, Uploads } from "./uploads";

// The words of the recogniser without its worker, whose address only the build knows.
vi.mock("../recogniser/index", () => import("../recogniser/types"));
// Only a browser can make previews.
vi.mock("./darkroom", () => ({
  previewOf: async (file: Blob) => ({ preview: await file.text(), scale: 1 }),
}));

const reading: Reading = { ...noReading, text: "7" };
const seven = new Blob(["seven"]);
const eight = new Blob(["eight"]);

/** Uploads whose every reading ends when the test says so. */
function scripted() {
  const endings: { resolve: (reading: Reading) => void; reject: (error: Error) => void }[] = [];
  const asked: ReadOptions[] = [];
  const read = (_: Source, options: ReadOptions) => {
    asked.push(options);
    return new Promise<Reading>((resolve, reject) => endings.push({ resolve, reject }));
  };
  const desk = {
    mode: "digit",
    wait: vi.fn(),
    progress: vi.fn(),
    glance: vi.fn(),
    lay: vi.fn(),
    say: vi.fn(),
  } satisfies UploadDesk;
  const reader = { read, isLost: false };
  return { uploads: new Uploads(reader as unknown as Reader, desk), desk, endings, asked, reader };
}

describe("an upload", () => {
  let script: ReturnType<typeof scripted>;
  beforeEach(() => void (script = scripted()));

  test("is laid on the pad as a picture with its reading", async () => {
    script.uploads.take(seven);
    expect(script.desk.wait).toHaveBeenLastCalledWith(true);
    script.endings[0]!.resolve(reading);
    await vi.waitFor(() => expect(script.desk.lay).toHaveBeenCalledOnce());
    expect(script.desk.lay).toHaveBeenCalledWith({
      ...{ kind: "picture", preview: "seven", scale: 1, file: seven, original: null, reading },
    });
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
  });

  test("is refused with the reason why it can't be read", async () => {
    script.uploads.take(seven);
    script.endings[0]!.reject(new UnreadableSourceError("damaged", "cut short"));
    await vi.waitFor(() => expect(script.desk.say).toHaveBeenCalledWith(unreadable.damaged, false));
    expect(script.desk.lay).not.toHaveBeenCalled();
    script.uploads.forget();
    expect(script.desk.say).toHaveBeenLastCalledWith("", false);
  });

  test("is kept, and read again when that is asked for, where something else failed", async () => {
    script.uploads.take(seven);
    script.endings[0]!.reject(new Error("darkroom shut"));
    await vi.waitFor(() => expect(script.desk.say).toHaveBeenLastCalledWith(uploadInterrupted, true));
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
    script.uploads.takeUp();
    expect(script.desk.say).toHaveBeenLastCalledWith("", false);
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    script.endings[1]!.resolve(reading);
    await vi.waitFor(() => expect(script.desk.lay).toHaveBeenCalledOnce());
  });

  test("waits for the next reader when one is lost with it, but not for a third", async () => {
    script.uploads.take(seven);
    script.reader.isLost = true;
    script.endings[0]!.reject(new Error("worker gone"));
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    expect(script.desk.say).toHaveBeenLastCalledWith(uploadWaits, false);
    script.endings[1]!.reject(new Error("worker gone"));
    await vi.waitFor(() => expect(script.desk.say).toHaveBeenLastCalledWith(uploadInterrupted, true));
    expect(script.endings).toHaveLength(2);
  });

  test("says at once that it waits for a reader that failed", () => {
    script.reader.isLost = true;
    script.uploads.take(seven);
    expect(script.desk.say).toHaveBeenLastCalledWith(uploadWaits, false);
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
  });

  test("says that it waits when the reader fails under it, until that comes again", () => {
    script.uploads.take(seven);
    script.reader.isLost = true;
    script.uploads.refresh();
    expect(script.desk.say).toHaveBeenLastCalledWith(uploadWaits, false);
    script.reader.isLost = false;
    script.uploads.refresh();
    expect(script.desk.say).toHaveBeenLastCalledWith("", false);
    expect(script.desk.wait).toHaveBeenLastCalledWith(true);
  });

  test("gives way to a newer one", async () => {
    script.uploads.take(seven);
    script.uploads.take(eight);
    script.endings[0]!.resolve(reading);
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    script.endings[1]!.resolve(reading);
    await vi.waitFor(() => expect(script.desk.lay).toHaveBeenCalledOnce());
    expect(script.desk.lay).toHaveBeenCalledWith({
      ...{ kind: "picture", preview: "eight", scale: 1, file: eight, original: null, reading },
    });
  });

  test("is forgotten once something newer is on the pad", async () => {
    script.uploads.take(seven);
    script.uploads.forget();
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
    script.endings[0]!.resolve(reading);
    script.uploads.take(eight);
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    expect(script.desk.lay).not.toHaveBeenCalled();
  });

  test("rests under what begins on the pad, and is read if that was nothing", async () => {
    script.uploads.take(seven);
    script.uploads.setAside();
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
    script.endings[0]!.resolve(reading);
    script.uploads.takeUp();
    expect(script.desk.wait).toHaveBeenLastCalledWith(true);
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    script.endings[1]!.resolve(reading);
    await vi.waitFor(() => expect(script.desk.lay).toHaveBeenCalledOnce());
  });

  test("tells how far it is read, and can be stopped and read after all", async () => {
    script.uploads.take(seven);
    const [{ onProgress, signal }] = script.asked as [Required<ReadOptions>];
    onProgress({ read: 3, of: 8, rows: [] });
    expect(script.desk.progress).toHaveBeenLastCalledWith({ read: 3, of: 8, rows: [] });
    script.uploads.stop();
    expect(signal.aborted).toBe(true);
    script.endings[0]!.reject(new DOMException("stopped", "AbortError"));
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
    expect(script.desk.say).toHaveBeenLastCalledWith(uploadStopped, true);
    script.uploads.takeUp();
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    expect(script.asked[1]!.signal!.aborted).toBe(false);
    script.endings[1]!.resolve(reading);
    await vi.waitFor(() => expect(script.desk.lay).toHaveBeenCalledOnce());
    script.uploads.stop();
    expect(script.desk.say).not.toHaveBeenLastCalledWith(uploadStopped, true);
  });

  test("shows what is read so far, until it is read or stopped", async () => {
    script.uploads.take(seven);
    const [{ onProgress }] = script.asked as [Required<ReadOptions>];
    const rows = [[{ ...noReading, box: { x: 0, y: 0, width: 1, height: 1 }, origin: "hand" as const }]];
    onProgress({ read: 1, of: 2, rows });
    await vi.waitFor(() => expect(script.desk.glance).toHaveBeenCalledOnce());
    expect(script.desk.glance.mock.lastCall![0]).toMatchObject({ preview: "seven", reading: { rows } });
    onProgress({ read: 2, of: 2, rows });
    script.uploads.stop();
    script.endings[0]!.resolve(reading);
    script.uploads.takeUp();
    await vi.waitFor(() => expect(script.endings).toHaveLength(2));
    script.endings[1]!.resolve(reading);
    await vi.waitFor(() => expect(script.desk.lay).toHaveBeenCalledOnce());
    expect(script.desk.glance).toHaveBeenCalledOnce();
  });

  test("that rested is forgotten with what came of it", () => {
    script.uploads.take(seven);
    script.uploads.setAside();
    script.uploads.forget();
    script.uploads.takeUp();
    expect(script.endings).toHaveLength(1);
    expect(script.desk.wait).toHaveBeenLastCalledWith(false);
  });
});

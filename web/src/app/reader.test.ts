import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  ModelLoadError,
  noReading,
  type Reading,
  type Recogniser,
  UnreadableSourceError,
} from "../recogniser/index";
import { Reader, type ReaderState } from "./reader";

// The words of the recogniser without its worker, whose address only the build knows.
vi.mock("../recogniser/index", () => import("../recogniser/types"));

const reading: Reading = { ...noReading, text: "7" };
const drawing = { strokes: [] };

function recogniserThat(read: Recogniser["read"]): Recogniser {
  return {
    modelUrl: "https://site/model/",
    backend: "cpu",
    layers: [],
    read,
    classify: vi.fn(),
    activations: vi.fn(),
    dispose: vi.fn(),
  };
}

function readerOf(...loads: (Recogniser | Error)[]) {
  const states: ReaderState[] = [];
  const load = vi.fn<() => Promise<Recogniser>>();
  for (const each of loads) {
    if (each instanceof Error) load.mockRejectedValueOnce(each);
    else load.mockResolvedValueOnce(each);
  }
  return { reader: new Reader(load, (state) => states.push(state)), states };
}

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

describe("the reader", () => {
  test("reads what it was given before the recogniser was there", async () => {
    const { reader, states } = readerOf(recogniserThat(async () => reading));
    const early = reader.read(drawing);
    await reader.start();
    expect(await early).toBe(reading);
    expect(states).toEqual(["loading", "ready"]);
  });

  test("keeps what waits when loading fails, and reads it when loading again succeeds", async () => {
    const { reader, states } = readerOf(
      new ModelLoadError("404"),
      recogniserThat(async () => reading),
    );
    const early = reader.read(drawing);
    await reader.start();
    expect(reader.state).toBe("failed");
    await reader.start();
    expect(await early).toBe(reading);
    expect(states).toEqual(["loading", "failed", "loading", "ready"]);
  });

  test("stays ready after a source that can't be read", async () => {
    const unreadable = new UnreadableSourceError("format", "not a picture");
    const { reader } = readerOf(recogniserThat(() => Promise.reject(unreadable)));
    await reader.start();
    await expect(reader.read(drawing)).rejects.toBe(unreadable);
    expect(reader.state).toBe("ready");
  });

  test("stays ready after a reading that was called off", async () => {
    const { reader } = readerOf(recogniserThat(() => Promise.reject(new DOMException("stop", "AbortError"))));
    await reader.start();
    await expect(reader.read(drawing)).rejects.toMatchObject({ name: "AbortError" });
    expect(reader.state).toBe("ready");
  });

  test("lets a recogniser go that has died, once, and can start another", async () => {
    const dead = recogniserThat(() => Promise.reject(new Error("worker gone")));
    const { reader, states } = readerOf(
      dead,
      recogniserThat(async () => reading),
    );
    await reader.start();
    const both = await Promise.allSettled([reader.read(drawing), reader.read(drawing)]);
    expect(both.map((each) => each.status)).toEqual(["rejected", "rejected"]);
    expect(dead.dispose).toHaveBeenCalledOnce();
    await reader.start();
    expect(await reader.read(drawing)).toBe(reading);
    expect(states).toEqual(["loading", "ready", "stopped", "loading", "ready"]);
  });

  test("hands out the recogniser itself, once it is there", async () => {
    const recogniser = recogniserThat(async () => reading);
    const { reader } = readerOf(recogniser);
    void reader.start();
    expect(await reader.recogniser()).toBe(recogniser);
  });

  test("loads again for whoever asks for the recogniser after a failure, and says where that fails too", async () => {
    const recogniser = recogniserThat(async () => reading);
    const { reader, states } = readerOf(new ModelLoadError("404"), new ModelLoadError("404"), recogniser);
    await reader.start();
    await expect(reader.recogniser()).rejects.toThrow();
    expect(await reader.recogniser()).toBe(recogniser);
    expect(states).toEqual(["loading", "failed", "loading", "failed", "loading", "ready"]);
  });
});

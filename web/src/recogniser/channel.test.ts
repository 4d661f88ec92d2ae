import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Channel, type WorkerPort } from "./channel";
import { packError, type Numbered, type Reply, type Request } from "./messages";
import { ModelLoadError, noReading, UnreadableSourceError } from "./types";

const reading = (text: string) => ({ ...noReading, text });
const read = (x: number) => ({
  kind: "read" as const,
  source: { strokes: [[[x, 0] as const]] },
  mode: "digit" as const,
});

const picture = { kind: "read" as const, source: new Blob(["GIF89a"]), mode: "digit" as const };

/** A worker that keeps what it is asked and answers when told. */
function heldWorker() {
  const asked: Numbered<Request>[] = [];
  const port: WorkerPort = {
    postMessage: (message: Numbered<Request>) => void asked.push(structuredClone(message)),
    terminate: vi.fn(),
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  };
  const deliver = (reply: Reply) =>
    port.onmessage!.call(port as Worker, { data: structuredClone(reply) } as MessageEvent<Reply>);
  const fail = (message: string) => {
    const event = { message, preventDefault: vi.fn() };
    port.onerror!.call(port as Worker, event as unknown as ErrorEvent);
    return event;
  };
  return { asked, port, deliver, fail };
}

describe("a channel", () => {
  test("brings each answer to the one who asked, in whatever order they come", async () => {
    const { asked, port, deliver } = heldWorker();
    const channel = new Channel(port);
    const answers = [channel.ask(read(1)), channel.ask(read(2))];
    for (const { id } of [...asked].reverse()) deliver({ id, answer: reading(`for ${id}`) });
    expect(await Promise.all(answers)).toEqual(asked.map(({ id }) => reading(`for ${id}`)));
  });

  test.each([
    new UnreadableSourceError("damaged", "The picture is damaged."),
    new ModelLoadError("The model is missing."),
    new RangeError("Expected n x 784 values."),
    new Error("Something else."),
  ])("brings errors across with their class and all they say: %s", async (error) => {
    const { asked, port, deliver } = heldWorker();
    const answer = new Channel(port).ask(read(1));
    deliver({ id: asked[0]!.id, error: packError(error) });
    const arrived: unknown = await answer.catch((thrown: unknown) => thrown);
    expect(arrived).toBeInstanceOf(error.constructor);
    expect(arrived).toMatchObject({ ...error, name: error.name, message: error.message });
  });

  test("makes an error of whatever else was thrown", () => {
    expect(packError("oh")).toEqual({ name: "Error", message: "oh" });
  });

  test("rejects all that is asked of a worker that failed, before and after", async () => {
    const { port, fail } = heldWorker();
    const channel = new Channel(port);
    const before = [channel.ask(read(1)), channel.ask(read(2))];
    const event = fail("out of memory");
    for (const answer of [...before, channel.ask(read(3))]) {
      await expect(answer).rejects.toThrow(ModelLoadError);
      await expect(answer).rejects.toThrow("out of memory");
    }
    expect(port.terminate).toHaveBeenCalled();
    expect(event.preventDefault).toHaveBeenCalled();
  });

  test("says that the script is missing where the browser gives no reason", async () => {
    const { port, fail } = heldWorker();
    const answer = new Channel(port).ask(read(1));
    fail("");
    await expect(answer).rejects.toThrow("its script could not be fetched");
  });

  test("ends the worker when closed, and rejects what is still awaited", async () => {
    const { port } = heldWorker();
    const channel = new Channel(port);
    const awaited = channel.ask(read(1));
    channel.close(new Error("No longer needed."));
    await expect(awaited).rejects.toThrow("No longer needed.");
    await expect(channel.ask(read(2))).rejects.toThrow("No longer needed.");
    expect(port.terminate).toHaveBeenCalled();
  });

  describe("to a worker that has died without a word", () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    test("rejects strokes that are awaited after ten seconds, however often it is asked meanwhile", async () => {
      const { port } = heldWorker();
      const channel = new Channel(port);
      const answers = [channel.ask(read(1))];
      vi.advanceTimersByTime(9_000);
      answers.push(channel.ask(read(2)));
      expect(port.terminate).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1_000);
      for (const answer of answers) await expect(answer).rejects.toThrow("said nothing for 10 seconds");
      expect(port.terminate).toHaveBeenCalled();
    });

    test("gives a picture half a minute, and the strokes behind it as much", async () => {
      const { port } = heldWorker();
      const channel = new Channel(port);
      const answers = [channel.ask(read(1)), channel.ask(picture), channel.ask(read(2))];
      vi.advanceTimersByTime(29_000);
      expect(port.terminate).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1_000);
      for (const answer of answers) await expect(answer).rejects.toThrow("said nothing for 30 seconds");
    });

    test("waits on for one that still says something, or has nothing to say", async () => {
      const { asked, port, deliver } = heldWorker();
      const channel = new Channel(port);
      const answers = [channel.ask(read(1)), channel.ask(read(2))];
      for (const { id } of asked) {
        vi.advanceTimersByTime(9_000);
        deliver({ id, answer: reading("1") });
      }
      vi.advanceTimersByTime(99_000);
      await Promise.all(answers);
      expect(port.terminate).not.toHaveBeenCalled();
    });

    test("waits on for one that tells how far it is", async () => {
      const { asked, port, deliver } = heldWorker();
      const channel = new Channel(port);
      const onProgress = vi.fn();
      const answer = channel.ask({ ...picture, mode: "sheet" }, { onProgress });
      const [{ id }] = asked as [Numbered<Request>];
      for (let numbers = 0; numbers < 5; numbers++) {
        vi.advanceTimersByTime(29_000);
        deliver({ id, progress: { read: numbers, of: 5, rows: [] } });
      }
      expect(onProgress.mock.calls.map(([{ read }]) => read)).toEqual([0, 1, 2, 3, 4]);
      deliver({ id, answer: reading("1\t2") });
      expect(await answer).toEqual(reading("1\t2"));
    });

    test("gives strokes behind a picture that was called off as much time as behind any", async () => {
      const { port } = heldWorker();
      const channel = new Channel(port);
      const calling = new AbortController();
      const off = channel.ask(picture, { signal: calling.signal });
      calling.abort();
      await expect(off).rejects.toMatchObject({ name: "AbortError" });
      const answer = channel.ask(read(1));
      vi.advanceTimersByTime(29_000);
      expect(port.terminate).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1_000);
      await expect(answer).rejects.toThrow("said nothing for 30 seconds");
    });

    test("goes on where who is told of progress fails to listen", async () => {
      const { asked, port, deliver } = heldWorker();
      const channel = new Channel(port);
      const onProgress = () => {
        throw new Error("of the page");
      };
      const answer = channel.ask({ ...picture, mode: "sheet" }, { onProgress });
      const [{ id }] = asked as [Numbered<Request>];
      for (let seconds = 0; seconds < 60; seconds += 20) {
        vi.advanceTimersByTime(20_000);
        expect(() => deliver({ id, progress: { read: 0, of: 0, rows: [] } })).toThrow("of the page");
      }
      expect(port.terminate).not.toHaveBeenCalled();
      deliver({ id, answer: reading("1") });
      expect(await answer).toEqual(reading("1"));
    });

    test("gives a heap of grids all the time that it takes", () => {
      const { port } = heldWorker();
      const channel = new Channel(port);
      void channel.ask(read(1));
      void channel.ask({ kind: "classify", grids: new Float32Array(0) });
      vi.advanceTimersByTime(99_000);
      expect(port.terminate).not.toHaveBeenCalled();
    });
  });

  test("tells the worker what is called off, and hears no more of it", async () => {
    const { asked, port, deliver } = heldWorker();
    const channel = new Channel(port);
    const calling = new AbortController();
    const [off, on] = [channel.ask(read(1), { signal: calling.signal }), channel.ask(read(2))];
    calling.abort();
    await expect(off).rejects.toMatchObject({ name: "AbortError" });
    expect(asked.at(-1)).toEqual({ kind: "call-off", id: asked[0]!.id });
    deliver({ id: asked[0]!.id, answer: reading("1") });
    deliver({ id: asked[1]!.id, answer: reading("2") });
    expect(await on).toEqual(reading("2"));
    await expect(channel.ask(read(3), { signal: calling.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(asked).toHaveLength(3);
  });

  test("rejects what can't be sent, and goes on", async () => {
    const { asked, port, deliver } = heldWorker();
    const channel = new Channel(port);
    const unsendable = { ...read(1), source: { strokes: [], width: (() => 1) as unknown as number } };
    await expect(channel.ask(unsendable)).rejects.toMatchObject({ name: "DataCloneError" });
    const answer = channel.ask(read(2));
    deliver({ id: asked.at(-1)!.id, answer: reading("2") });
    expect(await answer).toEqual(reading("2"));
  });
});

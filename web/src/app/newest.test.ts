import { describe, expect, test, vi } from "vitest";
import { Newest } from "./newest";

/** A `Newest` whose every performance ends when the test says so. */
function scripted() {
  const performed: string[] = [];
  const log: string[] = [];
  const endings = new Map<string, { resolve: (result: string) => void; reject: (error: Error) => void }>();
  const perform = (request: string) => {
    performed.push(request);
    return new Promise<string>((resolve, reject) => endings.set(request, { resolve, reject }));
  };
  const newest = new Newest<string, string>(
    perform,
    (result, request) => log.push(`${request} is ${result}`),
    (error, request) => log.push(`${request} failed: ${(error as Error).message}`),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    newest,
    performed,
    log,
    async resolve(request: string, result: string) {
      endings.get(request)!.resolve(result);
      await settle();
    },
    async reject(request: string, message: string) {
      endings.get(request)!.reject(new Error(message));
      await settle();
    },
  };
}

/** The next error that nobody catches, which is then no fault of the test. */
async function nextUncaught(): Promise<unknown> {
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const thrown = await new Promise((resolve) => process.once("unhandledRejection", resolve));
  for (const other of others) process.on("unhandledRejection", other);
  return thrown;
}

describe("of several requests", () => {
  test("one is performed at a time, and then only the newest", async () => {
    const script = scripted();
    for (const request of ["a", "b", "c"]) script.newest.ask(request);
    expect(script.performed).toEqual(["a"]);

    await script.resolve("a", "1");
    expect(script.performed).toEqual(["a", "c"]);

    await script.resolve("c", "3");
    expect(script.log).toEqual(["a is 1", "c is 3"]);
  });

  test("a result is delivered although a newer request waits, so that a long line is read while it is drawn", async () => {
    const script = scripted();
    script.newest.ask("a");
    script.newest.ask("b");
    await script.resolve("a", "1");
    expect(script.log).toEqual(["a is 1"]);
  });

  test("what was forgotten is neither performed nor delivered", async () => {
    const script = scripted();
    script.newest.ask("a");
    script.newest.ask("b");
    script.newest.forget();
    await script.resolve("a", "1");
    expect(script.performed).toEqual(["a"]);
    expect(script.log).toEqual([]);
  });

  test("a request after forgetting waits its turn and is delivered alone", async () => {
    const script = scripted();
    script.newest.ask("a");
    script.newest.forget();
    script.newest.ask("b");
    await script.resolve("a", "1");
    await script.resolve("b", "2");
    expect(script.log).toEqual(["b is 2"]);
  });

  test("one that fails says so and doesn't hold up the next", async () => {
    const script = scripted();
    script.newest.ask("a");
    script.newest.ask("b");
    await script.reject("a", "no ink");
    await script.resolve("b", "2");
    expect(script.log).toEqual(["a failed: no ink", "b is 2"]);
  });

  test("one whose delivery throws doesn't hold up the next", async () => {
    const delivered: string[] = [];
    const newest = new Newest<string, string>(
      async (request) => request,
      (result) => {
        if (result === "a") throw new Error("no room");
        delivered.push(result);
      },
      () => {},
    );
    const uncaught = nextUncaught();
    newest.ask("a");
    newest.ask("b");
    expect(await uncaught).toEqual(new Error("no room"));
    await vi.waitFor(() => expect(delivered).toEqual(["b"]));
  });

  test("a later request is performed when all before it are done", async () => {
    const script = scripted();
    script.newest.ask("a");
    await script.resolve("a", "1");
    script.newest.ask("b");
    await script.resolve("b", "2");
    expect(script.log).toEqual(["a is 1", "b is 2"]);
  });
});

import { describe, expect, it } from "vitest";
import { EngineError } from "../engine-error";
import { LlamaPool, type PoolProcess } from "./llama-pool";
import type { ProcessInfo, ProcessStart } from "./process/messages";

const start: ProcessStart = {
  folder: "",
  path: "",
  contextTokens: 256,
  threads: 1,
  sequences: 4,
  gpu: false,
};
const onProcessor: ProcessInfo = { contextTokens: 256, vocabulary: 512, gpu: false, build: "test" };

/** Processes whose calls end when the test says so; `began` holds the calls of each. */
function pretended(info: ProcessInfo = onProcessor, startable: (index: number) => boolean = () => true) {
  const began: (() => void)[][] = [];
  const open = (): PoolProcess => {
    const calls: (() => void)[] = [];
    let load = 0;
    const index = began.push(calls) - 1;
    const process = {
      info: null as ProcessInfo | null,
      ready: Promise.resolve().then(() => {
        if (!startable(index)) throw new EngineError("internal", "no memory");
        process.info = info;
        return info;
      }),
      lost: false,
      get load() {
        return load;
      },
      reserve: () => {
        load += 1;
      },
      release: () => {
        load -= 1;
      },
      call: ({ id }: { id: number }) =>
        new Promise<{ type: "scored"; id: number; scores: [] }>((resolve) => {
          calls.push(() => resolve({ type: "scored", id, scores: [] }));
        }),
      end: async () => {},
    };
    return process;
  };
  return { open, began };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("llama pool", () => {
  it("spreads calls that come at once, and gives the next to whichever process has room", async () => {
    const { open, began } = pretended();
    const pool = new LlamaPool(start, 2, open);
    await pool.info();
    const calls = Array.from({ length: 16 }, () => pool.call("scored", { type: "score", tokens: [1, 2] }));
    await settle();
    // Four sequences and one call ahead each; the other six wait in the pool.
    expect(began.map(({ length }) => length)).toEqual([5, 5]);
    for (const end of began[1] ?? []) end();
    await settle();
    expect(began.map(({ length }) => length)).toEqual([5, 10]);
    for (let round = 0; round < 3; round += 1) {
      for (const end of began.flat()) end();
      await settle();
    }
    await Promise.all(calls);
  });

  it("starts one process where there is a GPU", async () => {
    const { open, began } = pretended({ ...onProcessor, gpu: "cuda" });
    await new LlamaPool(start, 4, open).info();
    expect(began).toHaveLength(1);
  });

  it("works with the processes that start, and does not try the others again", async () => {
    const { open, began } = pretended(onProcessor, (index) => index === 0);
    const pool = new LlamaPool(start, 2, open);
    await pool.info();
    for (let count = 0; count < 3; count += 1) {
      const call = pool.call("scored", { type: "score", tokens: [1, 2] });
      await settle();
      for (const end of began[0] ?? []) end();
      await call;
    }
    expect(began).toHaveLength(2);
  });

  it("drops a call that is given up while it waits", async () => {
    const { open, began } = pretended();
    const pool = new LlamaPool(start, 1, open);
    await pool.info();
    const running = Array.from({ length: 5 }, () => pool.call("scored", { type: "score", tokens: [1, 2] }));
    const controller = new AbortController();
    const waiting = pool.call("scored", { type: "score", tokens: [1] }, undefined, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
    for (const end of began.flat()) end();
    await Promise.all(running);
    await settle();
    expect(began[0]).toHaveLength(5);
  });
});

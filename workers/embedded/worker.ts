import { setTimeout as delay } from "node:timers/promises";
import type { Answer } from "./answer";
import { applyAnswer } from "./apply-answer";
import { type App, dispatch } from "./dispatch";
import type { Engine } from "./engine";
import { HEARTBEAT_MS, POLL_MS } from "./limits";
import { claimCalls, type QueueItem, releaseLeases, renewLeases } from "./queue";
import { fireCrons } from "./schedule";
import { fireTimers } from "./timers";

const APPLY_TRIES = 6;
const PAUSE_AFTER_ERROR_MS = 1_000;

export type Worker = {
  wake(): void;
  calls(): number;
  /** Stops taking work and waits up to `drainMs` for running calls; what is left is aborted and due again at once. */
  stop(drainMs: number): Promise<void>;
};

/** The loop: fire what is due, claim calls for free slots, make them, apply their answers. */
export function startWorker(
  engine: Engine,
  app: App,
  options: { slots: number; onUndelivered(): void },
): Worker {
  const running = new Map<string, { item: QueueItem; abort: AbortController; done: Promise<void> }>();
  let stopping = false;
  let woken = false;
  let rouse: () => void = () => {};

  const wake = () => {
    woken = true;
    rouse();
  };

  async function rest(ms: number): Promise<void> {
    if (woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function loop(): Promise<void> {
    let lookedAt = Number.NEGATIVE_INFINITY;
    while (!stopping) {
      woken = false;
      try {
        if (performance.now() - lookedAt >= POLL_MS) {
          lookedAt = performance.now();
          await fireTimers(engine);
          await fireCrons(engine);
        }
        if (!(await claimAll())) await rest(POLL_MS);
      } catch (error) {
        engine.log.error({ error: messageOf(error) }, "the workflow executor cannot work; it tries again");
        await delay(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  /** Claims once; true when there may be more to claim. */
  async function claimAll(): Promise<boolean> {
    const free = options.slots - running.size;
    if (free <= 0) return false;
    const items = await claimCalls(engine, free, [...running.keys()]);
    for (const item of items) {
      const abort = new AbortController();
      const done = make(item, abort.signal).finally(() => {
        running.delete(item.id);
        wake();
      });
      running.set(item.id, { item, abort, done });
    }
    return items.length > 0 && running.size < options.slots;
  }

  async function make(item: QueueItem, signal: AbortSignal): Promise<void> {
    try {
      const answer = await dispatch(engine, app, item, signal);
      if (answer === null) return;
      if (answer.kind === "undelivered") options.onUndelivered();
      await applySurely(item, answer);
    } catch (error) {
      // The lease runs out and the call is made again.
      engine.log.error({ error: messageOf(error), item: item.id }, "a workflow call could not be finished");
    }
  }

  /** A database that is away for a moment must not cost a finished step. */
  async function applySurely(item: QueueItem, answer: Answer): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await applyAnswer(engine, item, answer);
        if (outcome === "stale")
          engine.log.info({ item: item.id }, "the answer of an older dispatch was dropped");
        return;
      } catch (error) {
        if (attempt >= APPLY_TRIES || stopping) throw error;
        await delay(100 * 2 ** attempt);
      }
    }
  }

  async function heartbeat(): Promise<void> {
    const held = [...running.values()];
    const renewed = await renewLeases(
      engine,
      held.map((entry) => entry.item),
    );
    for (const entry of held) if (!renewed.has(entry.item.id)) entry.abort.abort();
  }

  const beat = setInterval(() => {
    heartbeat().catch((error: unknown) =>
      engine.log.warn({ error: messageOf(error) }, "workflow leases could not be renewed"),
    );
  }, HEARTBEAT_MS);
  const looping = loop();

  return {
    wake,
    calls: () => running.size,
    async stop(drainMs) {
      stopping = true;
      wake();
      await looping;
      await Promise.race([
        Promise.allSettled([...running.values()].map((entry) => entry.done)),
        delay(drainMs, undefined, { ref: false }),
      ]);
      clearInterval(beat);
      const left = [...running.values()];
      for (const entry of left) entry.abort.abort();
      await Promise.allSettled(left.map((entry) => entry.done));
      if (drainMs > 0 && left.length > 0)
        await releaseLeases(
          engine,
          left.map((entry) => entry.item),
        );
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

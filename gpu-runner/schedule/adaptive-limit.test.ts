import { describe, expect, it } from "vitest";
import { AdaptiveLimit } from "./adaptive-limit";

type Event = { at: number; fire: () => void };

/** A server with a hidden limit on a virtual clock: calls beyond it are refused after 10 ms, others end after 100 ms. */
class World {
  now = 0;
  hidden: number;
  served = 0;
  refused = 0;
  most = 0;
  readonly finished: number[] = [];
  readonly limit: AdaptiveLimit;
  readonly #events: Event[] = [];
  #atServer = 0;

  constructor(ceiling: number, hidden: number) {
    this.hidden = hidden;
    this.limit = new AdaptiveLimit({
      ceiling,
      now: () => this.now,
      later: (wake, ms) => void this.#events.push({ at: this.now + ms, fire: wake }),
    });
  }

  /** A caller that repeats what was refused until it is served. */
  async call(id: number, retryAfterMs: number | null = null): Promise<void> {
    for (;;) {
      await this.limit.enter();
      this.most = Math.max(this.most, this.limit.inFlight);
      const isRefused = this.#atServer >= this.hidden;
      if (!isRefused) this.#atServer++;
      await this.#after(isRefused ? 10 : 100);
      if (isRefused) {
        this.refused++;
        this.limit.refused(retryAfterMs);
      } else {
        this.#atServer--;
        this.served++;
        this.limit.succeeded();
        this.finished.push(id);
        return;
      }
    }
  }

  async until(isDone: () => boolean): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      if (isDone()) return;
      const next = this.#events.sort((a, b) => a.at - b.at).shift();
      if (next === undefined) throw new Error("nothing happens any more");
      this.now = Math.max(this.now, next.at);
      next.fire();
    }
  }

  #after(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#events.push({ at: this.now + ms, fire: resolve });
    });
  }
}

describe("adaptive limit", () => {
  it("comes near a hidden limit, never above the ceiling, and serves every call", async () => {
    for (const [ceiling, hidden] of [
      [64, 20],
      [16, 100],
      [64, 5],
    ] as const) {
      const world = new World(ceiling, hidden);
      for (let id = 0; id < 3000; id++) void world.call(id);
      await world.until(() => world.served === 3000);
      const best = (3000 / Math.min(hidden, ceiling)) * 100;
      expect(world.now).toBeLessThan(best * 1.6);
      expect(world.most).toBeLessThanOrEqual(ceiling);
      expect(world.refused).toBeLessThan(3000 * 0.15);
    }
  });

  it("goes down to one call in a storm, waits as long as it is told, and recovers", async () => {
    const world = new World(32, 32);
    for (let id = 0; id < 400; id++) void world.call(id, 2_000);
    await world.until(() => world.served >= 100);
    const before = world.limit.limit;
    world.hidden = 0;
    const stormAt = world.now;
    const refusedBefore = world.refused;
    await world.until(() => world.now >= stormAt + 20_000);
    expect(world.limit.limit).toBe(1);
    // What was under way when it began, then one or a few every two seconds.
    expect(world.refused - refusedBefore).toBeLessThan(before * 2 + 20);
    world.hidden = 32;
    for (let id = 400; id < 1000; id++) void world.call(id, 2_000);
    await world.until(() => world.served === 1000);
    expect(world.limit.limit).toBeGreaterThan(6);
    expect(world.most).toBeLessThanOrEqual(32);
  });

  it("starves nobody: calls start in the order in which they came", async () => {
    const world = new World(8, 8);
    for (let id = 0; id < 200; id++) void world.call(id);
    await world.until(() => world.served === 200);
    for (const [place, id] of world.finished.entries()) expect(Math.abs(place - id)).toBeLessThanOrEqual(8);
  });

  it("gives up a wait when its signal ends, and keeps the place for the next", async () => {
    const limit = new AdaptiveLimit({ ceiling: 1 });
    expect(await limit.enter()).toBe(true);
    const controller = new AbortController();
    const second = limit.enter(controller.signal);
    const third = limit.enter();
    controller.abort();
    expect(await second).toBe(false);
    limit.ended();
    expect(await third).toBe(true);
    expect([limit.inFlight, limit.waiting]).toEqual([1, 0]);
  });
});

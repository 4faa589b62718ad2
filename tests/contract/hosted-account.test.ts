import { describe, expect, it } from "vitest";
import { Secret } from "@/contracts/secret";
import { EngineError } from "@/gpu-runner/engines/engine-error";
import { DEFAULT_LIMITS } from "@/gpu-runner/engines/openai/limits";
import { withinLimit } from "@/gpu-runner/engines/openai/within-limit";
import { AccountLimits } from "@/gpu-runner/schedule/account-limits";

const CALL_MS = 100;
const REFUSAL_MS = 10;
const account = { url: "https://models.example.com/v1", apiKey: new Secret("sk-one") };

/** Hosted servers on a virtual clock, called as the engine calls them: through the account's controller. */
class HostedWorld {
  now = 0;
  readonly accounts = new AccountLimits({
    ceiling: 64,
    now: () => this.now,
    later: (wake, ms) => this.#at(this.now + ms, wake),
  });
  /** Answers 429 while true, asking for `retryAfterMs` of rest. */
  isStormy = false;
  retryAfterMs: number | null = null;
  status = 429;
  /** When each call reached a server. */
  readonly begun: number[] = [];
  served = 0;
  #underWay = 0;
  most = 0;
  readonly #events: { at: number; fire: () => void }[] = [];

  /** One sample's call: what is refused is asked again, as the shard does. */
  async call(who = account): Promise<void> {
    for (let isServed = false; !isServed; ) {
      isServed = await withinLimit(this.accounts.of(who), DEFAULT_LIMITS, undefined, () => this.#request())
        .then(() => true)
        .catch((error: unknown) => {
          if (error instanceof EngineError) return false;
          throw error;
        });
    }
  }

  calls(count: number, who = account): void {
    for (let index = 0; index < count; index++) void this.call(who);
  }

  limit(who = account): number {
    return this.accounts.of(who).limit;
  }

  begunWithin(from: number, until: number): number {
    return this.begun.filter((at) => at >= from && at < until).length;
  }

  async to(time: number): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 30; turn++) await Promise.resolve();
      const next = this.#events.sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > time) break;
      this.#events.shift();
      this.now = next.at;
      next.fire();
    }
    this.now = time;
  }

  async #request(): Promise<void> {
    this.begun.push(this.now);
    this.most = Math.max(this.most, ++this.#underWay);
    const isRefused = this.isStormy;
    await new Promise<void>((resolve) =>
      this.#at(this.now + (isRefused ? REFUSAL_MS : CALL_MS), () => resolve()),
    );
    this.#underWay--;
    if (!isRefused) {
      this.served++;
      return;
    }
    throw new EngineError("rate_limited", "slow down", {
      status: this.status,
      retryAfterMs: this.retryAfterMs,
    });
  }

  #at(at: number, fire: () => void): void {
    this.#events.push({ at, fire });
  }
}

describe("calls to a hosted account, on a virtual clock", () => {
  it("start slowly: twice as many with every round of answers, up to the ceiling", async () => {
    const world = new HostedWorld();
    world.calls(1_000);
    const started: number[] = [];
    for (let round = 0; round < 6; round++) {
      await world.to(round * CALL_MS + CALL_MS - 1);
      started.push(world.begunWithin(round * CALL_MS, (round + 1) * CALL_MS));
    }
    expect(started).toEqual([4, 8, 16, 32, 64, 64]);
    expect(world.most).toBe(64);
  });

  it("are halved once by a storm however many refusals it brings, then grow by one a round", async () => {
    const world = new HostedWorld();
    world.calls(4_000);
    await world.to(3 * CALL_MS + 1);
    expect(world.limit()).toBe(32);
    // All 32 of the next round are refused: one sign, not 32.
    world.isStormy = true;
    await world.to(4 * CALL_MS + 1);
    world.isStormy = false;
    await world.to(4 * CALL_MS + REFUSAL_MS + 1);
    expect(world.limit()).toBe(32);
    const limits: number[] = [];
    for (let round = 0; round < 4; round++) {
      await world.to(world.now + CALL_MS);
      limits.push(world.limit());
    }
    // A round of 32 answers adds a little less than one.
    expect(limits).toEqual([32, 33, 34, 35]);
  });

  it("go down to one in a long storm, and ask no sooner than the server allows", async () => {
    const world = new HostedWorld();
    world.calls(500);
    await world.to(3 * CALL_MS + 1);
    world.isStormy = true;
    world.retryAfterMs = 2_000;
    const stormAt = world.now;
    await world.to(stormAt + 60_000);
    expect(world.limit()).toBe(1);
    // No call within two seconds after a refusal, for the whole storm.
    const late = world.begun.filter((at) => at > stormAt + CALL_MS + REFUSAL_MS);
    for (const [index, at] of late.entries()) {
      const next = late[index + 1] ?? Number.POSITIVE_INFINITY;
      if (next > at) expect(next - at).toBeGreaterThanOrEqual(2_000);
    }
    // 64 meet it, then 32, 16, 8, 4 and 2, then one every two seconds.
    expect(world.begunWithin(stormAt, stormAt + 60_000)).toBeLessThanOrEqual(64 + 62 + 60_000 / 2_000);
    world.isStormy = false;
    await world.to(stormAt + 120_000);
    expect(world.served).toBe(500);
  });

  it("take a 503 for the same sign, and a longer rest than a minute for a minute", async () => {
    const world = new HostedWorld();
    world.calls(20);
    world.isStormy = true;
    world.status = 503;
    world.retryAfterMs = 3_600_000;
    await world.to(50);
    expect(world.limit()).toBe(2);
    await world.to(59_000);
    expect(world.begun).toHaveLength(4);
    world.isStormy = false;
    await world.to(70_000);
    expect(world.served).toBe(20);
  });

  it("have one controller for each account: leases of one key share it, another key or host has its own", async () => {
    const world = new HostedWorld();
    const sameKey = { url: "https://models.example.com/other/v1", apiKey: new Secret("sk-one") };
    const otherKey = { ...account, apiKey: new Secret("sk-two") };
    const otherHost = { ...account, url: "https://elsewhere.example.com/v1" };
    world.calls(100);
    world.calls(100, sameKey);
    await world.to(1);
    expect(world.begun).toHaveLength(4);
    world.isStormy = true;
    world.retryAfterMs = 5_000;
    await world.to(CALL_MS + REFUSAL_MS + 2);
    world.isStormy = false;
    expect(world.limit(sameKey)).toBe(world.limit());
    const before = world.begun.length;
    world.calls(4, otherKey);
    world.calls(4, otherHost);
    await world.to(world.now + 1);
    // The first account rests; the others go on at once.
    expect(world.begun.length - before).toBe(8);
    expect([world.limit(otherKey), world.limit(otherHost)]).toEqual([4, 4]);
    expect(world.accounts.totals().accounts).toBe(3);
  });
});

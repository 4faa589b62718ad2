import { setMaxListeners } from "node:events";
import type { Log } from "@/contracts/platform";
import { LEASE, type Lease, type LeaseRequest } from "@/contracts/runner";
import type { ShardKind } from "@/contracts/states";
import { Backoff } from "./backoff";
import { isPassing, type ServerClient, ServerError } from "./server-client";

/** Between looks for other work while all places for the work of models are taken; a place that becomes free ends it. */
const FULL_PAUSE_MS = 1_000;

/** Leases held at a time, those counted whose last samples are under way: this many times the capacity. */
const MOST_HELD = 2;

/** Work of models, which may take hours. */
const LONG_KINDS: ReadonlySet<ShardKind> = new Set(["generate", "assess"]);

export type LeaseLoopOptions = {
  client: ServerClient;
  /** Everything of a lease request but kinds, max and wait. */
  describe: () => Promise<Pick<LeaseRequest, "name" | "version" | "engines">>;
  kinds: readonly ShardKind[];
  /** Leases held at a time; one of them is kept free from the work of models, so that nobody's connection test waits behind long runs. */
  capacity: number;
  /** Does the work of one lease and reports it; `signal` ends when the lease is lost. */
  work: (lease: Lease, control: LeaseControl) => Promise<void>;
  signal: AbortSignal;
  log: Log;
  /** Time that work under way has to reach a good end after `signal`. */
  drainMs: number;
};

/** Why the signal of a lease ended: it is not ours any more. A runner that stops ends it with another reason. */
export class LeaseLost extends Error {
  constructor() {
    super("the lease is lost");
    this.name = "LeaseLost";
  }
}

export type LeaseControl = {
  signal: AbortSignal;
  lose: (why: string) => void;
  /** Nothing of the lease waits any more: another one may begin while its last samples end. */
  allStarted?: () => void;
};

/** `isBusy` until the lease has ended or all of it has started (`allStarted`). */
type Active = {
  lease: Lease;
  controller: AbortController;
  lose: (why: string) => void;
  ended: Promise<void>;
  isBusy: boolean;
};

/** Asks for leases, keeps them alive and works on them until the signal; then drains and returns. */
export async function leaseLoop(options: LeaseLoopOptions): Promise<void> {
  const active = new Map<string, Active>();
  const heart = setInterval(() => void beat(options, active), LEASE.heartbeatMs);
  const backoff = new Backoff();
  const bell = new Bell();
  options.signal.addEventListener("abort", bell.ring, { once: true });
  let wasAway = false;
  try {
    while (!options.signal.aborted) {
      const free = Math.min(
        options.capacity - busyOnes(active).length,
        MOST_HELD * options.capacity - active.size,
      );
      if (free <= 0) {
        await bell.wait(LEASE.heartbeatMs);
        continue;
      }
      try {
        // A server that was away would take leases back that ended meanwhile: they are renewed before it is asked for more.
        if (wasAway && !(await beat(options, active))) throw AWAY;
        wasAway = false;
        const { leases, retryAfterMs } = await askForLeases(options, active, free);
        backoff.reset();
        for (const lease of leases) begin(options, active, { lease, bell });
        if (leases.length === 0 && !options.signal.aborted) await bell.wait(retryAfterMs);
      } catch (error) {
        if (options.signal.aborted) break;
        wasAway = true;
        if (error instanceof ServerError && (error.status === 401 || error.status === 403)) throw error;
        if (error !== AWAY && !isPassing(error))
          options.log.error({ error: String(error) }, "the server's answer to a lease call");
        else options.log.warn({ error: String(error) }, "the server does not answer; trying again");
        await backoff.wait(options.signal, error instanceof ServerError ? (error.retryAfterMs ?? 0) : 0);
      }
    }
    await drain(options, active);
  } finally {
    clearInterval(heart);
    options.signal.removeEventListener("abort", bell.ring);
  }
}

/** Ends a wait when something may have made room for another lease. Promises that live as long as the runner would keep every wait that is raced against them. */
class Bell {
  #end: () => void = () => {};

  readonly ring = (): void => this.#end();

  async wait(mostMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function askForLeases(options: LeaseLoopOptions, active: Map<string, Active>, free: number) {
  const long = busyOnes(active).filter((one) => LONG_KINDS.has(one.lease.work.kind)).length;
  const mayTakeLong = long < options.capacity - 1 || options.capacity === 1;
  const kinds = options.kinds.filter((kind) => mayTakeLong || !LONG_KINDS.has(kind));
  const max = mayTakeLong && options.capacity > 1 ? Math.min(free, options.capacity - 1 - long) : free;
  if (kinds.length === 0) return { leases: [], retryAfterMs: FULL_PAUSE_MS };
  // A call that may not take long work does not wait: a place may become free meanwhile, and ends the pause after it.
  const waitMs = !mayTakeLong ? 0 : active.size > 0 ? 5_000 : LEASE.longPollMs;
  const request = { ...(await options.describe()), kinds, max: Math.max(1, max), waitMs };
  const answer = await options.client.lease(request, options.signal);
  return mayTakeLong ? answer : { ...answer, retryAfterMs: Math.max(answer.retryAfterMs, FULL_PAUSE_MS) };
}

function begin(
  options: LeaseLoopOptions,
  active: Map<string, Active>,
  { lease, bell }: { lease: Lease; bell: Bell },
): void {
  const controller = new AbortController();
  // Each call of the lease listens, and there are more than the ten that Node takes for a leak.
  setMaxListeners(0, controller.signal);
  const key = `${lease.shardId}:${lease.leaseGeneration}`;
  const lose = (why: string) => {
    if (controller.signal.aborted) return;
    options.log.warn({ shard: lease.shardId, why }, "lease lost");
    controller.abort(new LeaseLost());
  };
  // Two pieces of work on the same samples would pay for them twice.
  for (const { lease: other, lose: end } of active.values())
    if (other.shardId === lease.shardId) end("it was leased anew");
  const one: Active = { lease, controller, lose, ended: Promise.resolve(), isBusy: true };
  active.set(key, one);
  const allStarted = () => {
    one.isBusy = false;
    bell.ring();
  };
  one.ended = options
    .work(lease, { signal: controller.signal, lose, allStarted })
    .catch((error: unknown) => {
      if (!controller.signal.aborted)
        options.log.error({ shard: lease.shardId, error: String(error) }, "shard failed");
    })
    .finally(() => {
      active.delete(key);
      bell.ring();
    });
}

const busyOnes = (active: Map<string, Active>) => [...active.values()].filter((one) => one.isBusy);

const AWAY = new Error("the server did not take a heartbeat");

/** Renews all leases; those that the server no longer counts as ours are stopped. False where it did not answer. */
async function beat(options: LeaseLoopOptions, active: Map<string, Active>): Promise<boolean> {
  // What was lost before may still report what it has; it is not renewed.
  const held = [...active.values()].filter(({ controller }) => !controller.signal.aborted);
  if (held.length === 0) return true;
  const leases = held.map(({ lease }) => ({
    shardId: lease.shardId,
    leaseGeneration: lease.leaseGeneration,
  }));
  try {
    const { lost } = await options.client.heartbeat({ leases });
    for (const one of held) {
      if (lost.includes(one.lease.shardId)) one.lose("the server says so");
    }
    return true;
  } catch (error) {
    options.log.warn({ error: String(error) }, "heartbeat failed");
    return false;
  }
}

async function drain(options: LeaseLoopOptions, active: Map<string, Active>): Promise<void> {
  const timer = setTimeout(() => {
    for (const one of active.values()) one.controller.abort(new Error("the runner stops"));
  }, options.drainMs);
  await Promise.allSettled([...active.values()].map((one) => one.ended));
  clearTimeout(timer);
}

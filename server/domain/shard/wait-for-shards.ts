import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@/db/client";
import type { Ctx } from "../ctx";
import { SHARD_TOPIC } from "./announce-shards";

/** A missed announcement costs at most this long. */
const POLL_MS = 2_000;
/** The shared listener ends when nobody has waited for this long. */
const IDLE_MS = 60_000;

type Hub = { waiting: Set<() => void>; stop: AbortController; idle: NodeJS.Timeout | null };

const hubs = new WeakMap<Database, Hub>();

/** Waits until shards are announced, the poll interval is over or `waitMs` is; all callers of a process share one listener. */
export async function waitForShards(ctx: Ctx, waitMs: number, signal?: AbortSignal): Promise<void> {
  const hub = hubOf(ctx);
  if (hub.idle !== null) clearTimeout(hub.idle);
  const timer = new AbortController();
  await new Promise<void>((resolve) => {
    const finish = () => {
      hub.waiting.delete(finish);
      timer.abort();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    hub.waiting.add(finish);
    signal?.addEventListener("abort", finish);
    delay(Math.min(waitMs, POLL_MS), undefined, { signal: timer.signal }).then(finish, () => {});
  });
  if (hub.waiting.size === 0) {
    hub.idle = setTimeout(() => {
      hub.stop.abort();
      hubs.delete(ctx.database);
    }, IDLE_MS);
    hub.idle.unref();
  }
}

function hubOf(ctx: Ctx): Hub {
  const existing = hubs.get(ctx.database);
  if (existing !== undefined) return existing;
  const hub: Hub = { waiting: new Set(), stop: new AbortController(), idle: null };
  hubs.set(ctx.database, hub);
  void listen(ctx, hub);
  return hub;
}

async function listen(ctx: Ctx, hub: Hub): Promise<void> {
  try {
    for await (const _ of ctx.database.changes(SHARD_TOPIC, hub.stop.signal)) {
      for (const wake of [...hub.waiting]) wake();
    }
  } catch (error) {
    ctx.log.warn({ error }, "Shard announcements are not heard; waiting runners poll.");
  } finally {
    if (hubs.get(ctx.database) === hub) hubs.delete(ctx.database);
  }
}

import { setTimeout as delay } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Answered } from "./latencies";

export type Target = { kind: string; path: string };

/** More than a browser opens and less than a server's limit: who finds none free waits, and the wait counts. */
const CONNECTIONS = 64;
const GIVE_UP_AFTER_MS = 30_000;

/**
 * Sends requests at a constant rate whatever the answers do (an open loop), and measures each from the moment at which it was due: a
 * server that stalls cannot make the generator ask less and look better for it. `next` gives the target of the i-th request.
 */
export async function openLoop(
  origin: string,
  { rate, seconds, next }: { rate: number; seconds: number; next: (index: number) => Target },
): Promise<{ answers: Answered[]; seconds: number }> {
  const agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: GIVE_UP_AFTER_MS,
    bodyTimeout: GIVE_UP_AFTER_MS,
  });
  const start = performance.now();
  const total = Math.round(rate * seconds);
  const answers: Answered[] = [];
  const open: Promise<void>[] = [];
  try {
    for (let sent = 0; sent < total; ) {
      const now = performance.now() - start;
      for (; sent < total && (sent * 1000) / rate <= now; sent++)
        open.push(ask(agent, origin, { target: next(sent), dueAt: start + (sent * 1000) / rate }, answers));
      await delay(1);
    }
    await Promise.all(open);
  } finally {
    await agent.close();
  }
  return { answers, seconds: (performance.now() - start) / 1000 };
}

async function ask(
  dispatcher: Agent,
  origin: string,
  { target, dueAt }: { target: Target; dueAt: number },
  answers: Answered[],
): Promise<void> {
  let error: string | null = null;
  try {
    const answer = await request(`${origin}${target.path}`, {
      dispatcher,
      headers: { "accept-encoding": "gzip" },
    });
    for await (const _ of answer.body) {
      // Read whole, thrown away.
    }
    if (answer.statusCode >= 400) error = `${target.path} answered ${answer.statusCode}`;
  } catch (failure) {
    error = `${target.path}: ${failure instanceof Error ? failure.message : String(failure)}`;
  }
  answers.push({ kind: target.kind, milliseconds: performance.now() - dueAt, error });
}

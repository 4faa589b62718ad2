import { setTimeout as delay } from "node:timers/promises";
import { workflowEventSchema } from "@/contracts/events";
import type { Log, WorkflowSender } from "@/contracts/platform";

const TIMEOUT_MS = 5_000;
const CHECK_TIMEOUT_MS = 1_500;
/** Before the second and the third attempt. */
const PAUSES_MS: readonly number[] = [200, 1_000];

/**
 * Posts events to the workflow engine's event API (`POST /e/<event key>`). Every event carries its own id, so sending
 * again is harmless. A failure is logged, not thrown: the tables hold the state and the sweep sends again.
 */
export function createWorkflowSender(options: {
  baseUrl: string | undefined;
  eventKey: string | undefined;
  log: Log;
  fetch?: typeof fetch;
  /** Shorter in tests. */
  pausesMs?: readonly number[];
}): WorkflowSender {
  const post = options.fetch ?? fetch;
  const pausesMs = options.pausesMs ?? PAUSES_MS;
  const url = `${(options.baseUrl ?? "https://inn.gs").replace(/\/$/, "")}/e/${options.eventKey ?? ""}`;
  return {
    check: () => checkEngine(post, options.baseUrl),
    send: async (events) => {
      if (events.length === 0) return;
      const body = JSON.stringify(events.map((event) => workflowEventSchema.parse(event)));
      const names = [...new Set(events.map((event) => event.name))];
      if (options.eventKey === undefined) {
        options.log.error({ names }, "Events were not sent: INNGEST_EVENT_KEY is not set.");
        return;
      }
      for (let attempt = 0; attempt <= pausesMs.length; attempt++) {
        const failure = await tryOnce(post, url, body);
        if (failure === null) return;
        const pauseMs = pausesMs[attempt];
        options.log[pauseMs === undefined ? "error" : "warn"](
          { names, attempt: attempt + 1, failure },
          "The workflow engine did not take events; the sweep sends them again.",
        );
        if (pauseMs !== undefined) await delay(pauseMs);
      }
    },
  };
}

async function checkEngine(post: typeof fetch, baseUrl: string | undefined) {
  if (baseUrl === undefined) return { ok: true, message: "Inngest Cloud (not asked)" };
  try {
    const url = `${baseUrl.replace(/\/$/, "")}/health`;
    const response = await post(url, { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
    await response.body?.cancel();
    if (response.ok) return { ok: true, message: "answers" };
    return { ok: false, message: `answers with status ${response.status}` };
  } catch {
    return { ok: false, message: "does not answer" };
  }
}

async function tryOnce(post: typeof fetch, url: string, body: string): Promise<string | null> {
  try {
    const response = await post(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  }
}

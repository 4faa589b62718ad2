import { setTimeout as delay } from "node:timers/promises";
import { sign } from "@/workers/embedded/signature";

const AGAIN_AFTER_MS = 5_000;
const ANSWER_WITHIN_MS = 30_000;

/**
 * Makes the site register its functions with the workflow engine that the operator brings, as that engine's own `--sdk-url` would: a signed
 * PUT to the site, which posts them to `INNGEST_BASE_URL`. Asks again until it works or the signal comes; tells the first failure.
 */
export async function registerApp(
  app: { serveUrl: string; signingKey: string },
  {
    say,
    signal,
    againAfterMs = AGAIN_AFTER_MS,
  }: { say: (line: string) => void; signal: AbortSignal; againAfterMs?: number },
): Promise<void> {
  let told = false;
  while (!signal.aborted) {
    const problem = await registerOnce(app, signal);
    if (signal.aborted) return;
    if (problem === null) {
      if (told) say("The functions are registered with the workflow engine now.");
      return;
    }
    if (!told)
      say(
        `The workflow engine at INNGEST_BASE_URL does not know the functions yet, so no submission goes on: ${problem} It is asked again every ${AGAIN_AFTER_MS / 1000} s.`,
      );
    told = true;
    await delay(againAfterMs, undefined, { signal }).catch(() => {});
  }
}

/** Null where it worked, otherwise a sentence with the reason. */
async function registerOnce(
  app: { serveUrl: string; signingKey: string },
  signal: AbortSignal,
): Promise<string | null> {
  const body = JSON.stringify({ url: app.serveUrl });
  try {
    const response = await fetch(app.serveUrl, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        "x-inngest-signature": sign(body, app.signingKey, Date.now()),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const text = await response.text();
    return response.ok ? null : `the site answered ${response.status}, ${text.slice(0, 300)}.`;
  } catch (error) {
    return `the site did not answer (${error instanceof Error ? error.message : String(error)}).`;
  }
}

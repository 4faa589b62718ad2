import { setTimeout as delay } from "node:timers/promises";

const WITHIN_MS = 60_000;

/** Waits until the site answers its health route (whatever it says about its parts); false after a minute or when stopped. */
export async function waitForSite(address: string, isStopping: () => boolean): Promise<boolean> {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until && !isStopping()) {
    try {
      const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(10_000) });
      if (response.headers.get("content-type")?.includes("json")) return true;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  return false;
}

import { LIMITS } from "./limits";

/** The real server's table in seconds; the last entry repeats. */
const TABLE_SECONDS = [15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200];
const MAX_JITTER_MS = 30_000;

/** How long to wait after failed attempt number `attempt` (from 0). `random` in [0, 1) spreads retries over 30 s. */
export function retryDelayMs(attempt: number, random: number): number {
  const seconds = TABLE_SECONDS[Math.min(attempt, TABLE_SECONDS.length - 1)] ?? 7_200;
  return seconds * 1000 + Math.floor(random * MAX_JITTER_MS);
}

/** The delay that an answer's `retry-after` asks for (whole seconds or a date), within 1 s and 24 h; null without one. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (!header) return null;
  const wanted = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  if (Number.isNaN(wanted)) return null;
  return Math.min(Math.max(wanted, LIMITS.minRetryDelayMs), LIMITS.maxRetryDelayMs);
}

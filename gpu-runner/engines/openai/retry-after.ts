/** Longest wait that a server may ask for; past it the call fails and the shard is put back. */
const MAX_WAIT_MS = 24 * 3_600_000;

/** `Retry-After` as milliseconds: seconds or a date (RFC 9110, 10.2.3), or `retry-after-ms` of some servers; null where absent or unreadable. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const exact = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (Number.isFinite(exact)) return clamp(exact);
  const value = headers["retry-after"]?.trim();
  if (value === undefined || value === "") return null;
  if (/^\d+(?:\.\d+)?$/.test(value)) return clamp(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : clamp(date - nowMs);
}

function clamp(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 0), MAX_WAIT_MS));
}

const UNITS_MS: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/** Milliseconds of the SDK's time strings such as `2h30m10s`; null for anything else. */
export function durationMs(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g))
    total += Number(amount) * (UNITS_MS[unit ?? ""] ?? 0);
  return total;
}

/** The instant that a time string or an ISO date means, seen from `now`; null when it is neither. */
export function instantOf(text: string, now: Date): Date | null {
  const ms = durationMs(text);
  if (ms !== null) return new Date(now.getTime() + ms);
  const parsed = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? null : new Date(parsed);
}

/** Five restarts in ten minutes, each after a longer wait; the sixth is refused. */
export const RESTARTS = 5;
export const RESTART_WINDOW_MS = 600_000;
const WAITS_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;

/** Milliseconds to wait before the next restart, or null where there have been too many. `ends` are times of former ends. */
export function nextRestart(ends: readonly number[], nowMs: number): number | null {
  const recent = ends.filter((end) => nowMs - end < RESTART_WINDOW_MS).length;
  if (recent >= RESTARTS) return null;
  return WAITS_MS[recent] ?? null;
}

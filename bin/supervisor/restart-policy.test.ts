import { expect, test } from "vitest";
import { nextRestart, RESTART_WINDOW_MS } from "./restart-policy";

test("waits longer each time and refuses the sixth restart", () => {
  const ends: number[] = [];
  const waits: (number | null)[] = [];
  for (let now = 0; now < 6; now += 1) {
    waits.push(nextRestart(ends, now));
    ends.push(now);
  }
  expect(waits).toEqual([500, 1_000, 2_000, 5_000, 10_000, null]);
});

test("ends older than the window are forgotten", () => {
  expect(nextRestart([0, 1, 2, 3, 4], RESTART_WINDOW_MS + 10)).toBe(500);
});

import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/catalog/bundled";
import { zipf } from "./addresses";
import { summarise } from "./latencies";
import { leastOfQuarters, slopePerHour } from "./memory-slope";
import { openLoop } from "./open-loop";
import { planSubmissions, samplesFor } from "./seed-plan";

describe("the load bench", () => {
  it("plans 1,000 runs with 1,000,000 samples, the same for the same seed", () => {
    const plan = planSubmissions(1_000, 1);
    expect(plan).toEqual(planSubmissions(1_000, 1));
    expect(plan).not.toEqual(planSubmissions(1_000, 2));
    expect(plan.length + plan.filter(({ method }) => method === "self-consistency").length).toBe(1_000);
    expect(samplesFor(1_000)).toBe(1_000_000);
    expect(() => planSubmissions(12, 1)).toThrow(/multiple of 5/);
  });

  it("draws the first address about fifty times as often as the last of fifty", () => {
    const draw = zipf(50, seededRandom(3));
    const counts = new Array<number>(50).fill(0);
    for (let index = 0; index < 50_000; index++) {
      const place = draw();
      counts[place] = (counts[place] ?? 0) + 1;
    }
    expect(counts.every((count) => count > 0)).toBe(true);
    expect((counts[0] ?? 0) / 50_000).toBeCloseTo(1 / 4.499, 2);
  });

  it("tells percentiles by rank and counts errors", () => {
    const answers = Array.from({ length: 100 }, (_, index) => ({
      kind: "x",
      milliseconds: index + 1,
      error: index === 0 ? "500" : null,
    }));
    expect(summarise(answers)).toEqual({ requests: 100, errors: 1, p50: 50, p90: 90, p99: 99, max: 100 });
  });

  it("fits the slope of memory", () => {
    const points = [0, 1, 2, 3].map((minute) => ({ minute, megabytes: 300 + 2 * minute }));
    expect(slopePerHour(points)).toBeCloseTo(120, 9);
    expect(slopePerHour(points.slice(0, 2))).toBeNull();
    // 300, 302 | 304, 306 of four minutes, and one that came after the end.
    expect(leastOfQuarters([...points, { minute: 4.1, megabytes: 50 }], 4)).toEqual([300, 302, 304, 50]);
  });

  it("counts the wait for a server that stalls from when each request was due", async () => {
    const waiting: (() => void)[] = [];
    const server = createServer((_, answer) => {
      waiting.push(() => answer.end("ok"));
      // All are answered when the last one has come: the first waited for the whole schedule.
      if (waiting.length === 10) for (const end of waiting) end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { answers } = await openLoop(`http://127.0.0.1:${port}`, {
      rate: 50,
      seconds: 0.2,
      next: () => ({ kind: "x", path: "/" }),
    });
    server.close();
    expect(answers).toHaveLength(10);
    expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeGreaterThanOrEqual(180);
    expect(answers.every(({ error }) => error === null)).toBe(true);
  });
});

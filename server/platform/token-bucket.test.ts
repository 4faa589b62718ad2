import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenBuckets } from "./token-bucket";

function buckets(capacity: number, perMinute: number) {
  const clock = { ms: 0 };
  return { clock, buckets: new TokenBuckets({ capacity, perMinute, now: () => clock.ms }) };
}

describe("token buckets", () => {
  it("give a full bucket at once, then tokens one by one, and never more than the bucket holds", () => {
    const { clock, buckets: one } = buckets(60, 60);
    for (let index = 0; index < 60; index++) expect(one.take("a")).toBe(0);
    expect(one.take("a")).toBe(1_000);
    clock.ms += 999;
    expect(one.take("a")).toBe(1);
    clock.ms += 1;
    expect(one.take("a")).toBe(0);
    // No window starts anew: a minute later there are 60 again, an hour later still 60.
    clock.ms += 3_600_000;
    expect(Array.from({ length: 61 }, () => one.take("a")).filter((ms) => ms === 0)).toHaveLength(60);
  });

  it("grant no more than capacity and refill in any stretch of time, and what they say to wait is enough", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 120 }),
        (capacity, perMinute, pauses) => {
          const { clock, buckets: one } = buckets(capacity, perMinute);
          const granted: number[] = [];
          for (const pause of pauses) {
            clock.ms += pause;
            const wait = one.take("a");
            if (wait === 0) granted.push(clock.ms);
            else {
              clock.ms += wait;
              expect(one.take("a")).toBe(0);
              granted.push(clock.ms);
            }
          }
          for (const [from, start] of granted.entries())
            for (const [upto, end] of granted.entries())
              if (upto >= from)
                expect(upto - from + 1).toBeLessThanOrEqual(
                  capacity + ((end - start) * perMinute) / 60_000 + 1e-6,
                );
        },
      ),
    );
  });

  it("keep callers apart, and forget those whose bucket is full again", () => {
    const { clock, buckets: one } = buckets(1, 60);
    for (let index = 0; index < 10_000; index++) expect(one.take(`address ${index}`)).toBe(0);
    expect(one.size).toBe(10_000);
    clock.ms += 1_000;
    expect(one.take("another")).toBe(0);
    expect(one.size).toBe(1);
  });
});

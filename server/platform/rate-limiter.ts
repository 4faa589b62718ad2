import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { PlumblineError } from "@/contracts/errors";
import type { RateBucket, RateLimiter } from "@/contracts/platform";

/** Requests per minute, by account or, without one, by address (docs/api.md). */
export const RATES_PER_MINUTE: Record<RateBucket, number> = {
  read: 12_000,
  write: 240,
  submit: 60,
  sign_in: 120,
  runner: 6000,
};

/** Counts in this process's memory: exact on one machine, per instance behind a load balancer. */
export function createRateLimiter(factor = 1): RateLimiter {
  const limiters = new Map<RateBucket, RateLimiterMemory>();
  for (const bucket of ["read", "write", "submit", "sign_in", "runner"] as const) {
    const points = Math.max(1, Math.round(RATES_PER_MINUTE[bucket] * factor));
    limiters.set(bucket, new RateLimiterMemory({ keyPrefix: bucket, points, duration: 60 }));
  }
  return {
    take: async (bucket, key) => {
      try {
        await limiters.get(bucket)?.consume(key);
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        const retryAfterSeconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1000));
        throw new PlumblineError("rate_limited", "Too many requests.", {
          hint: `Wait ${retryAfterSeconds} seconds, then go on more slowly.`,
          retryAfterSeconds,
        });
      }
    },
  };
}

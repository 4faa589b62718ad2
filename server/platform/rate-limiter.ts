import { PlumblineError } from "@/contracts/errors";
import type { RateBucket, RateLimiter } from "@/contracts/platform";
import { TokenBuckets } from "./token-bucket";

/** Requests per minute, by account or, without one, by address (docs/api.md). As many may come at once after a minute of rest. */
export const RATES_PER_MINUTE: Record<RateBucket, number> = {
  read: 12_000,
  write: 240,
  submit: 60,
  sign_in: 120,
  runner: 6000,
};

/** Token buckets in this process's memory: exact on one machine, per process where several answer. */
export function createRateLimiter(factor = 1): RateLimiter {
  const bucketsOf = (bucket: RateBucket) => {
    const perMinute = Math.max(1, Math.round(RATES_PER_MINUTE[bucket] * factor));
    return new TokenBuckets({ capacity: perMinute, perMinute });
  };
  const limiters: Record<RateBucket, TokenBuckets> = {
    read: bucketsOf("read"),
    write: bucketsOf("write"),
    submit: bucketsOf("submit"),
    sign_in: bucketsOf("sign_in"),
    runner: bucketsOf("runner"),
  };
  return {
    take: async (bucket, key) => {
      const waitMs = limiters[bucket].take(key);
      if (waitMs === 0) return;
      const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
      throw new PlumblineError("rate_limited", "Too many requests.", {
        hint: `Wait ${retryAfterSeconds} seconds, then go on more slowly.`,
        retryAfterSeconds,
      });
    },
  };
}

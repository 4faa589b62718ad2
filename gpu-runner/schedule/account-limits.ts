import { createHash } from "node:crypto";
import type { Secret } from "@/contracts/secret";
import { AdaptiveLimit, type AdaptiveOptions } from "./adaptive-limit";

/** Calls of this runner to one account at a time, whatever its leases allow. */
const CEILING = 256;
/** Accounts that are remembered; the one unused for longest, with no call under way, is forgotten first. */
const MOST_ACCOUNTS = 500;

/** One controller an account (host of the address and fingerprint of the key), shared by all leases of this runner. */
export class AccountLimits {
  readonly #limits = new Map<string, AdaptiveLimit>();
  readonly #options: AdaptiveOptions;

  /** The clock may be another one in tests. */
  constructor(options: Partial<AdaptiveOptions> = {}) {
    this.#options = { ceiling: CEILING, ...options };
  }

  of(account: { url: string; apiKey: Secret | null }): AdaptiveLimit {
    const key = accountKey(account);
    const limit = this.#limits.get(key) ?? new AdaptiveLimit(this.#options);
    this.#limits.delete(key);
    this.#limits.set(key, limit);
    if (this.#limits.size > MOST_ACCOUNTS) this.#forgetOne();
    return limit;
  }

  /** All accounts together, for metrics: no account is named. */
  totals(): { accounts: number; limit: number; inFlight: number; waiting: number } {
    const all = [...this.#limits.values()];
    const sum = (of: (one: AdaptiveLimit) => number) => all.reduce((total, one) => total + of(one), 0);
    return {
      accounts: all.length,
      limit: sum((one) => one.limit),
      inFlight: sum((one) => one.inFlight),
      waiting: sum((one) => one.waiting),
    };
  }

  #forgetOne(): void {
    for (const [key, limit] of this.#limits) {
      if (limit.inFlight > 0 || limit.waiting > 0) continue;
      this.#limits.delete(key);
      return;
    }
  }
}

/** The key itself is not kept, only a hash of it. */
function accountKey({ url, apiKey }: { url: string; apiKey: Secret | null }): string {
  const fingerprint = createHash("sha256")
    .update(apiKey?.reveal() ?? "")
    .digest("hex")
    .slice(0, 16);
  return `${new URL(url).host} ${fingerprint}`;
}

/** The real server's limits, enforced here too so that nothing works on one machine and breaks later. */
export const LIMITS = {
  maxStepOutputBytes: 4 * 1024 * 1024,
  maxStateBytes: 32 * 1024 * 1024,
  maxSteps: 1_000,
  maxCallMs: 2 * 60 * 60 * 1000,
  maxEventsPerRequest: 5_000,
  maxEventBytes: 512 * 1024,
  maxCancels: 5,
  maxConcurrencyLimits: 2,
  maxTriggers: 10,
  maxRateLimitPeriodMs: 24 * 60 * 60 * 1000,
  maxThrottlePeriodMs: 7 * 24 * 60 * 60 * 1000,
  maxRetries: 20,
  minRetryDelayMs: 1_000,
  maxRetryDelayMs: 24 * 60 * 60 * 1000,
  maxWaitMs: 366 * 24 * 60 * 60 * 1000,
  /** Above this size of a call the SDK fetches events and steps itself (`use_api`). */
  maxCallBodyBytes: 4 * 1024 * 1024,
  /** Bodies that the executor reads at all: requests to it and answers of the app. */
  maxBodyBytes: 48 * 1024 * 1024,
  /** How long an event id and a function's idempotency key are remembered. */
  idempotencyMs: 24 * 60 * 60 * 1000,
} as const;

/** Retries of a function that names none; the real server's number. */
export const DEFAULT_RETRIES = 4;

/** A call belongs to this process for so long; renewed by the heartbeat. */
export const LEASE_MS = 60_000;
export const HEARTBEAT_MS = 15_000;
/** How long due work waits at most when nobody wakes the worker. */
export const POLL_MS = 500;
export const SYNC_EVERY_MS = 60_000;
/** Finished runs and old events are removed after so long. */
export const KEEP_RUNS_MS = 30 * 24 * 60 * 60 * 1000;
export const KEEP_EVENTS_MS = 3 * 24 * 60 * 60 * 1000;

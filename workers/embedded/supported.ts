import { parseCron } from "./cron";
import { durationMs } from "./duration";
import { expressionProblem } from "./expression";
import { LIMITS } from "./limits";
import type { FunctionConfig } from "./protocol";

/**
 * What of a function's configuration this executor cannot do, as sentences that name function and feature; empty when all
 * is well. Nothing is ignored silently: a function either runs as on a real Inngest server or the app is not registered.
 */
export function problemsOf(config: FunctionConfig): string[] {
  const problems: string[] = [];
  const refuse = (feature: string, why: string) =>
    problems.push(`Function "${config.id}": ${feature} ${why}.`);
  const unsupported = (feature: string) =>
    refuse(
      feature,
      "is not supported by the embedded executor; remove it or point INNGEST_BASE_URL at an Inngest server",
    );
  const checkExpression = (feature: string, source: string | null | undefined) => {
    const problem = source ? expressionProblem(source) : null;
    if (problem) refuse(feature, `has an expression that cannot be read (${source}): ${problem}`);
  };
  const checkDuration = (feature: string, text: string | undefined) => {
    if (text !== undefined && durationMs(text) === null)
      refuse(feature, `has "${text}", which is no duration such as 30s or 1h`);
  };

  if (config.batchEvents !== undefined) unsupported("batchEvents");
  if (config.debounce !== undefined) unsupported("debounce");
  for (const [feature, rate, maxMs] of [
    ["rateLimit", config.rateLimit, LIMITS.maxRateLimitPeriodMs],
    ["throttle", config.throttle, LIMITS.maxThrottlePeriodMs],
  ] as const) {
    if (rate === undefined) continue;
    const periodMs = durationMs(rate.period);
    if (periodMs === null || periodMs < 1_000 || periodMs > maxMs)
      refuse(feature, `must have a period from 1s to ${maxMs / 86_400_000}d, not "${rate.period}"`);
    for (const [name, value] of [
      ["limit", rate.limit],
      ["burst", rate.burst ?? 1],
    ] as const)
      if (!Number.isInteger(value) || value < 1) refuse(feature, `must have a whole ${name} of at least 1`);
    checkExpression(feature, rate.key);
  }
  checkExpression("priority", config.priority?.run);
  checkExpression("singleton", config.singleton?.key);
  checkDuration("timeouts.start", config.timeouts?.start);
  checkDuration("timeouts.finish", config.timeouts?.finish);

  if (Object.keys(config.steps).length !== 1) refuse("steps", "must have exactly one entry");
  for (const step of Object.values(config.steps)) {
    if (step.runtime.type !== "http") unsupported(`runtime "${step.runtime.type}" (connect)`);
    const retries = step.retries?.attempts;
    if (retries !== undefined && (!Number.isInteger(retries) || retries < 0 || retries > LIMITS.maxRetries))
      refuse("retries", `must be a whole number from 0 to ${LIMITS.maxRetries}`);
  }
  if (config.triggers.length > LIMITS.maxTriggers) refuse("triggers", `are limited to ${LIMITS.maxTriggers}`);
  for (const trigger of config.triggers) {
    if ("event" in trigger) {
      if (trigger.event.includes("*")) unsupported(`the wildcard trigger "${trigger.event}"`);
      checkExpression("the trigger", trigger.expression);
    } else {
      if (trigger.jitter !== undefined) unsupported("jitter on a cron trigger");
      try {
        parseCron(trigger.cron);
      } catch (error) {
        refuse("the cron trigger", error instanceof Error ? error.message : String(error));
      }
    }
  }
  if ((config.cancel?.length ?? 0) > LIMITS.maxCancels)
    refuse("cancelOn", `is limited to ${LIMITS.maxCancels}`);
  for (const cancel of config.cancel ?? []) {
    checkExpression("cancelOn", cancel.if);
    checkDuration("cancelOn", cancel.timeout);
  }
  checkExpression("idempotency", config.idempotency);
  const limits = concurrencyOf(config);
  if (limits.length > LIMITS.maxConcurrencyLimits)
    refuse("concurrency", `is limited to ${LIMITS.maxConcurrencyLimits} entries`);
  for (const entry of limits) {
    if (!Number.isInteger(entry.limit) || entry.limit < 1)
      refuse("concurrency", "must have whole limits of at least 1");
    if (entry.scope && entry.scope !== "fn" && !entry.key)
      refuse("concurrency", `with scope "${entry.scope}" needs a key`);
    checkExpression("concurrency", entry.key);
  }
  return problems;
}

export type ConcurrencyEntry = { limit: number; key?: string; scope?: "fn" | "env" | "account" };

/** The one to two concurrency limits of a function, whichever of the three forms it was written in. */
export function concurrencyOf(config: FunctionConfig): ConcurrencyEntry[] {
  const { concurrency } = config;
  if (concurrency === undefined) return [];
  if (typeof concurrency === "number") return [{ limit: concurrency }];
  return Array.isArray(concurrency) ? concurrency : [concurrency];
}

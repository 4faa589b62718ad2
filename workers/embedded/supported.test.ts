import { describe, expect, it } from "vitest";
import { type FunctionConfig, functionConfigSchema } from "./protocol";
import { problemsOf } from "./supported";

const functionWith = (change: Partial<FunctionConfig>): FunctionConfig =>
  functionConfigSchema.parse({
    id: "app-work",
    triggers: [{ event: "go" }],
    steps: {
      step: { runtime: { type: "http", url: "http://127.0.0.1/api/inngest" }, retries: { attempts: 2 } },
    },
    ...change,
  });

describe("problemsOf", () => {
  it("accepts what the executor can do", () => {
    const config = functionWith({
      triggers: [{ event: "go", expression: "event.data.n > 1" }, { cron: "*/5 * * * *" }],
      idempotency: "event.data.id",
      concurrency: [{ limit: 1, key: "event.data.id" }, { limit: 10 }],
      cancel: [{ event: "stop", if: "event.data.id == async.data.id", timeout: "1h" }],
    });
    expect(problemsOf(config)).toEqual([]);
  });

  it.each<[string, Partial<FunctionConfig>, RegExp]>([
    ["batchEvents", { batchEvents: { maxSize: 2, timeout: "1s" } }, /batchEvents is not supported/],
    ["debounce", { debounce: { period: "1s" } }, /debounce is not supported/],
    [
      "long rate limits",
      { rateLimit: { limit: 1, period: "25h" } },
      /rateLimit must have a period from 1s to 1d/,
    ],
    ["zero throttles", { throttle: { limit: 0, period: "1m" } }, /throttle must have a whole limit/],
    ["bad priority", { priority: { run: "event.data. >" } }, /priority has an expression/],
    ["bad singletons", { singleton: { key: "((", mode: "skip" } }, /singleton has an expression/],
    ["bad timeouts", { timeouts: { finish: "later" } }, /timeouts.finish has "later"/],
    ["wildcards", { triggers: [{ event: "shop/*" }] }, /wildcard trigger "shop\/\*" is not supported/],
    [
      "jitter",
      { triggers: [{ cron: "* * * * *", jitter: "10s" }] },
      /jitter on a cron trigger is not supported/,
    ],
    ["bad cron", { triggers: [{ cron: "99 * * * *" }] }, /"99" is no minute/],
    ["many triggers", { triggers: Array.from({ length: 11 }, () => ({ event: "go" })) }, /limited to 10/],
    ["bad CEL", { idempotency: "event.data. ==" }, /idempotency has an expression that cannot be read/],
    ["zero concurrency", { concurrency: 0 }, /at least 1/],
    ["three limits", { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] }, /limited to 2/],
    ["env without key", { concurrency: { limit: 1, scope: "env" } }, /needs a key/],
    ["many cancels", { cancel: Array.from({ length: 6 }, () => ({ event: "stop" })) }, /limited to 5/],
    ["bad timeout", { cancel: [{ event: "stop", timeout: "soon" }] }, /"soon", which is no duration/],
  ])("refuses %s and names the function", (_name, change, message) => {
    const problems = problemsOf(functionWith(change));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Function "app-work": /);
    expect(problems[0]).toMatch(message);
  });

  it("refuses too many retries and connect", () => {
    const config = functionWith({
      steps: { step: { runtime: { type: "ws", url: "ws://x" }, retries: { attempts: 21 } } },
    });
    expect(problemsOf(config).join()).toMatch(/connect.*retries must be a whole number from 0 to 20/);
  });
});

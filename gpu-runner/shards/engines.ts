import type { ModelTarget } from "@/contracts/runner";
import { Secret } from "@/contracts/secret";
import { createSafeHttp, type Http } from "@/net";
import type { Engine, EngineHost } from "../engines/engine";
import { EngineError } from "../engines/engine-error";
import { type CallLimits, DEFAULT_LIMITS } from "../engines/openai/limits";
import { createOpenAiEngine } from "../engines/openai/openai-engine";
import { AccountLimits } from "../schedule/account-limits";

/** Finds the engine for a lease's target: a submitted address, always through `net/`, or one that this runner owns. */
export type Engines = {
  engine(target: ModelTarget): Promise<Engine>;
  /** The guarded client for a submitted address. */
  http(target: { allowLoopback: boolean }): Http;
  host(name: string): EngineHost;
  limits: CallLimits;
  /** What hosted accounts take at a time, learned from their answers. */
  accounts: AccountLimits;
  close(): Promise<void>;
};

export function createEngines(hosts: readonly EngineHost[], limits: Partial<CallLimits> = {}): Engines {
  const accounts = new AccountLimits();
  const all: CallLimits = { ...DEFAULT_LIMITS, ...limits };
  // The engine's own watchdog is the shorter one, so that it names what happened.
  const patienceMs = Math.max(all.firstTokenMs, all.stallMs) + 5_000;
  const timing = { headersTimeoutMs: patienceMs, bodyIdleMs: patienceMs };
  const strict = createSafeHttp({ allowLoopback: false, ...timing });
  const local = createSafeHttp({ allowLoopback: true, ...timing });
  const http = (target: { allowLoopback: boolean }) => (target.allowLoopback ? local : strict);
  const host = (name: string): EngineHost => {
    const found = hosts.find((one) => one.name === name);
    if (found === undefined) throw new EngineError("unknown_model", `This runner has no engine ${name}.`);
    return found;
  };
  return {
    http,
    host,
    limits: all,
    accounts,
    async engine(target) {
      if (target.type === "engine") return host(target.engine).engine(target.model);
      const apiKey = target.apiKey === null ? null : new Secret(target.apiKey);
      return createOpenAiEngine({
        http: http(target),
        url: target.url,
        apiKey,
        model: target.servedName,
        limits: all,
        capabilities: target.capabilities ?? ["chat"],
        limit: accounts.of({ url: target.url, apiKey }),
      });
    },
    async close() {
      await Promise.all([strict.close(), local.close(), ...hosts.map((one) => one.close())]);
    },
  };
}

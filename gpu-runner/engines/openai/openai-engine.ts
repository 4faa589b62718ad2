import type { Capability } from "@/contracts/capability";
import type { Secret } from "@/contracts/secret";
import type { Http } from "@/net";
import type { AdaptiveLimit } from "../../schedule/adaptive-limit";
import type { Engine } from "../engine";
import { EngineError } from "../engine-error";
import { withAttempts } from "./attempts";
import { callOnce } from "./call";
import { learnFromUsage, newDialect } from "./dialect";
import { type CallLimits, DEFAULT_LIMITS } from "./limits";
import { withinLimit } from "./within-limit";

export type OpenAiEngineOptions = {
  /** `createSafeHttp` for submitted addresses, `createTrustedHttp` for the operator's. */
  http: Http;
  /** With or without `/v1`. */
  url: string;
  apiKey: Secret | null;
  model: string;
  limits?: Partial<CallLimits>;
  /** What the connection test found; plain chat where nothing is known. */
  capabilities?: Iterable<Capability>;
  /** What the account takes at a time, shared with the other engines of that account; no limit where absent. */
  limit?: AdaptiveLimit;
};

/** Any server that speaks the OpenAI chat protocol (vLLM, SGLang, llama-server, hosted ones). Closes nothing of `http`. */
export function createOpenAiEngine(options: OpenAiEngineOptions): Engine {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const connection = { ...options, limits };
  const dialect = newDialect();
  const capabilities = new Set<Capability>(options.capabilities ?? ["chat"]);
  const unsupported = async (): Promise<never> => {
    throw new EngineError("unsupported", "An OpenAI-compatible server does not offer this.");
  };
  const run: Engine["generate"] & Engine["continue"] = (input, sampling, callOptions = {}) =>
    withAttempts(limits, callOptions.signal, async () => {
      const result = await withinLimit(options.limit, limits, callOptions.signal, () =>
        callOnce(connection, input, sampling, callOptions, dialect),
      );
      learnFromUsage(dialect, result.tokenSource === "measured" || result.finishReason === "content_filter");
      return result;
    });
  return {
    name: "openai",
    model: options.model,
    capabilities,
    generate: run,
    continue: run,
    score: unsupported,
    open: unsupported,
    tokenize: unsupported,
    detokenize: unsupported,
    renderPrompt: unsupported,
    close: async () => {},
  };
}

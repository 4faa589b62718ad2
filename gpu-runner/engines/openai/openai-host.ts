import type { EngineInfo } from "@/contracts/runner";
import type { Secret } from "@/contracts/secret";
import { createTrustedHttp, NetError } from "@/net";
import type { EngineHost } from "../engine";
import { EngineError } from "../engine-error";
import { callUrl } from "./address";
import { type CallLimits, DEFAULT_LIMITS } from "./limits";
import { createOpenAiEngine } from "./openai-engine";
import { modelsSchema, parseJson } from "./wire";

export type OpenAiHostOptions = {
  /** How submissions name it, for example `vllm`. */
  name: string;
  /** The operator's own address, which may be private; never one from a submission. */
  url: string;
  apiKey: Secret | null;
  hardware?: string | null;
  limits?: Partial<CallLimits>;
};

/** The list of models is asked for at most this often. */
const LIST_AGE_MS = 60_000;

/** An OpenAI-compatible server beside the runner (vLLM, SGLang, llama-server), offered as a hosted engine. */
export function createOpenAiHost(options: OpenAiHostOptions): EngineHost {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const patienceMs = Math.max(limits.firstTokenMs, limits.stallMs) + 5_000;
  const http = createTrustedHttp({ headersTimeoutMs: patienceMs, bodyIdleMs: patienceMs });
  let models: string[] = [];
  let listedAtMs = Number.NEGATIVE_INFINITY;
  const list = async (): Promise<string[]> => {
    if (performance.now() - listedAtMs < LIST_AGE_MS) return models;
    try {
      const headers: Record<string, string> =
        options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey.reveal()}` };
      const answer = await http.send({
        method: "GET",
        url: callUrl(options.url, "/models"),
        headers,
        timeoutMs: 5_000,
      });
      const parsed = modelsSchema.safeParse(parseJson(await answer.text()));
      models = parsed.success ? parsed.data.data.slice(0, 200).map((model) => model.id.slice(0, 200)) : [];
    } catch (error) {
      if (!(error instanceof NetError)) throw error;
      // A server that is away offers nothing until the next look.
      models = [];
    }
    listedAtMs = performance.now();
    return models;
  };
  return {
    name: options.name,
    async describe(): Promise<EngineInfo> {
      const { name, hardware = null } = options;
      return { name, models: await list(), capabilities: ["chat"], hardware };
    },
    async engine(model) {
      const known = await list();
      if (known.length > 0 && !known.includes(model)) {
        throw new EngineError(
          "unknown_model",
          `The engine ${options.name} does not serve ${model.slice(0, 100)}.`,
        );
      }
      return createOpenAiEngine({ http, url: options.url, apiKey: options.apiKey, model, limits });
    },
    close: () => http.close(),
  };
}

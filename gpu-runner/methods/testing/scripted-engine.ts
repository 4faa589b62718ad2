import type { Capability } from "@/contracts/capability";
import type { Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type { Engine, EngineOptions, EnginePrefix, EnginePrompt, EngineResult } from "../../engines/engine";
import { EngineError } from "../../engines/engine-error";

export type ScriptedCall = {
  /** 1 for the first call. */
  count: number;
  kind: "generate" | "continue";
  messages: readonly Message[];
  /** Content of the last message. */
  asked: string;
  /** What a continuation goes on from; empty otherwise. */
  prefix: string;
  sampling: Sampling;
  options: EngineOptions;
};

/** The text of an answer, or more of the result than that. Throws what the engine is to throw. */
export type EngineScript = (call: ScriptedCall) => string | Partial<EngineResult>;

export type ScriptedEngine = Engine & { calls: ScriptedCall[] };

/** An engine whose answers follow a script: one token a word, stop texts and token limits honoured. */
export function scriptedEngine(
  script: EngineScript,
  capabilities: readonly Capability[] = ["chat", "prefix"],
): ScriptedEngine {
  const calls: ScriptedCall[] = [];
  const unsupported = async (): Promise<never> => {
    throw new EngineError("unsupported", "The scripted engine does not offer this.");
  };
  const answer = async (
    kind: ScriptedCall["kind"],
    input: EnginePrompt | EnginePrefix,
    sampling: Sampling,
    options: EngineOptions = {},
  ): Promise<EngineResult> => {
    if (!("messages" in input)) return unsupported();
    const prefix = "text" in input ? input.text : "";
    const asked = input.messages.at(-1)?.content ?? "";
    const call = {
      count: calls.length + 1,
      kind,
      messages: input.messages,
      asked,
      prefix,
      sampling,
      options,
    };
    calls.push(call);
    const given = script(call);
    const partial = typeof given === "string" ? { text: given } : given;
    const cut = cutText(partial.text ?? "", sampling.maxTokens, options.stop ?? []);
    return { ...NOTHING, promptTokens: 10, ...cut, ...partial, text: cut.text };
  };
  return {
    name: "scripted",
    model: "scripted-model",
    capabilities: new Set(capabilities),
    calls,
    generate: (prompt, sampling, options) => answer("generate", prompt, sampling, options),
    continue: (prefix, sampling, options) => answer("continue", prefix, sampling, options),
    score: unsupported,
    open: unsupported,
    tokenize: unsupported,
    detokenize: unsupported,
    renderPrompt: unsupported,
    close: async () => {},
  };
}

const NOTHING: EngineResult = {
  text: "",
  reasoning: null,
  finishReason: "stop",
  promptTokens: 0,
  completionTokens: 0,
  reasoningTokens: null,
  tokenSource: "measured",
  latencyMs: 1,
  firstTokenMs: null,
  tokens: null,
  logprobs: null,
};

function cutText(
  text: string,
  maxTokens: number,
  stops: readonly string[],
): Pick<EngineResult, "text" | "finishReason" | "completionTokens"> {
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  const stopped = text.slice(0, ends.length === 0 ? text.length : Math.min(...ends));
  const words = stopped.match(/\s*\S+|\s+$/g) ?? [];
  const kept = words.slice(0, maxTokens);
  return {
    text: kept.join(""),
    finishReason: kept.length < words.length ? "length" : "stop",
    completionTokens: kept.length,
  };
}

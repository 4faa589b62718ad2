import type { AskedProblem, WorkItem } from "@/contracts/runner";
import type { CallRecord } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type { AnswerContext } from "@/verify";
import { equivalent, extractAnswer } from "@/verify";
import type { Engine, EnginePrefix, EnginePrompt, EngineResult } from "../engines/engine";
import { EngineError } from "../engines/engine-error";
import type { JournalEntry } from "../journal/entry";
import type { Journal } from "../journal/journal";
import { callSeed, requestHash } from "../journal/request-hash";
import type { CallOptions, MethodContext, RoleModel } from "../methods/method";
import { type BenchmarkPrompt, problemMessages } from "../methods/problem-messages";
import { JournalMismatch } from "./journal-mismatch";

export type Role = { engine: Engine; sampling: Sampling };

export type SampleSetting = {
  problem: AskedProblem;
  item: WorkItem;
  prompt: BenchmarkPrompt;
  roles: Readonly<Record<string, Role>>;
  runSeed: string;
  journal: Journal;
  answer: AnswerContext;
  signal: AbortSignal;
};

/** A call whose tokens were lost is made again at most this often; each lost one is recorded and counted. */
const MAX_DISCARDED = 2;

/** The context that a method sees for one sample, and the list of calls it made. */
export function sampleContext(setting: SampleSetting): { ctx: MethodContext; calls: CallRecord[] } {
  const calls: CallRecord[] = [];
  let nextIndex = 0;
  const call = async (
    role: string,
    kind: "generate" | "continue",
    input: EnginePrompt | EnginePrefix,
    options: CallOptions,
  ): Promise<EngineResult> => {
    const index = nextIndex++;
    const { engine, sampling } = roleOf(setting, role);
    const seed = callSeed(setting.runSeed, setting.item.problemId, setting.item.sample, index);
    const asked = { ...sampling, ...options.sampling, seed };
    const place = { ...setting.item, index };
    const bias = options.bias instanceof Map ? [...options.bias] : options.bias !== undefined;
    const { stop, logprobs } = options;
    const hash = requestHash({
      role,
      kind,
      model: engine.model,
      input,
      sampling: asked,
      stop,
      logprobs,
      bias,
    });
    const request = describeRequest(input, asked, stop);
    const record = (entry: JournalEntry) => calls.push(callRecord(role, kind, request, entry));

    const lost = await setting.journal.discarded(place);
    for (const entry of lost) record(entry);
    const known = await setting.journal.finished(place);
    if (known !== null) {
      if (known.requestHash !== hash) throw new JournalMismatch(place);
      record(known);
      return known.result;
    }
    for (let discarded = lost.length; ; discarded++) {
      try {
        const engineOptions = { stop, logprobs, bias: options.bias, seed, signal: setting.signal };
        const result =
          kind === "generate"
            ? await engine.generate(asPrompt(input), asked, engineOptions)
            : await engine.continue(asPrefix(input), asked, engineOptions);
        const entry = { ...place, requestHash: hash, discarded: false, result };
        await setting.journal.append(entry);
        record(entry);
        return result;
      } catch (error) {
        if (kind === "continue" && error instanceof EngineError && error.code === "empty_answer") {
          // To have nothing to add to a beginning is an answer.
          const result = { ...lostResult(error), finishReason: "stop" as const };
          const entry = { ...place, requestHash: hash, discarded: false, result };
          await setting.journal.append(entry);
          record(entry);
          return result;
        }
        if (!(error instanceof EngineError) || error.retry !== "now" || discarded >= MAX_DISCARDED)
          throw error;
        const entry = { ...place, requestHash: hash, discarded: true, result: lostResult(error) };
        await setting.journal.append(entry);
        record(entry);
      }
    }
  };
  const model = (role: string, { engine, sampling }: Role): RoleModel => ({
    sampling,
    capabilities: engine.capabilities,
    tokenize: (text) => engine.tokenize(text),
    detokenize: (tokens) => engine.detokenize(tokens),
    renderPrompt: (messages) => engine.renderPrompt(messages),
    generate: (prompt, options = {}) => call(role, "generate", prompt, options),
    continue: (prefix, options = {}) => call(role, "continue", prefix, options),
  });
  const ctx: MethodContext = {
    model: (role = "solver") => model(role, roleOf(setting, role)),
    messages: () => problemMessages(setting.problem, setting.prompt),
    messagesFor: (statement) => problemMessages({ ...setting.problem, statement }, setting.prompt),
    extract: (text) => extractAnswer(text, setting.answer).answer,
    sameAnswer: (a, b) => equivalent(a, b, setting.answer),
  };
  return { ctx, calls };
}

function roleOf(setting: SampleSetting, role: string): Role {
  const found = setting.roles[role];
  if (found === undefined)
    throw new EngineError("unsupported", `This run has no model for the role ${role}.`);
  return found;
}

/** A lost call: nobody told how many tokens it took, so the sample's tokens become unknown. */
function lostResult(error: EngineError): EngineResult {
  return {
    text: error.partialText ?? "",
    reasoning: null,
    finishReason: null,
    promptTokens: null,
    completionTokens: null,
    reasoningTokens: null,
    tokenSource: "unknown",
    latencyMs: 0,
    firstTokenMs: null,
    tokens: null,
    logprobs: null,
  };
}

function describeRequest(
  input: EnginePrompt | EnginePrefix,
  sampling: Sampling,
  stop: readonly string[] | undefined,
): CallRecord["request"] {
  const messages = "messages" in input ? [...input.messages] : undefined;
  const prefix = "text" in input ? input.text : undefined;
  return { messages, prefix, sampling: { ...sampling }, stop: stop === undefined ? undefined : [...stop] };
}

function callRecord(
  role: string,
  kind: "generate" | "continue",
  request: CallRecord["request"],
  entry: JournalEntry,
): CallRecord {
  const { result } = entry;
  return {
    index: entry.index,
    role,
    kind,
    request,
    response: result.text,
    reasoning: result.reasoning,
    finishReason: result.finishReason,
    promptTokens: result.promptTokens,
    completionTokens: result.completionTokens,
    latencyMs: entry.discarded ? null : Math.round(result.latencyMs),
    discarded: entry.discarded,
  };
}

function asPrompt(input: EnginePrompt | EnginePrefix): EnginePrompt {
  return "tokens" in input ? { tokens: input.tokens } : { messages: input.messages };
}

function asPrefix(input: EnginePrompt | EnginePrefix): EnginePrefix {
  if ("tokens" in input) return { tokens: input.tokens };
  return { messages: input.messages, text: "text" in input ? input.text : "" };
}

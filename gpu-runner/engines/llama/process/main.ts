import { EngineError } from "../../engine-error";
import { generate } from "./generate";
import type { BiasPairs, Call, FromProcess, Outcome, ProcessStart, ToProcess } from "./messages";
import { promptTokens } from "./render-prompt";
import { type LlamaRuntime, loadRuntime } from "./runtime";
import { score } from "./score";

/** One process of the llama engine: takes calls of its parent, computes them together, and ends with its parent. */
const tell = (message: FromProcess) => {
  process.send?.(message);
};
const start: ProcessStart = JSON.parse(process.argv[2] ?? "{}");
const open = new Map<number, { controller: AbortController; takeBias: (bias: BiasPairs | null) => void }>();

process.on("disconnect", () => process.exit(0));
loadRuntime(start).then(
  (runtime) => {
    process.on("message", (message: ToProcess) => take(runtime, message));
    tell({ type: "ready", info: runtime.info });
  },
  (error) => tell({ type: "broken", message: messageOf(error) }),
);

function take(runtime: LlamaRuntime, message: ToProcess): void {
  if (message.type === "cancel") {
    const entry = open.get(message.id);
    entry?.controller.abort();
    entry?.takeBias(null);
  } else if (message.type === "bias") open.get(message.id)?.takeBias(message.bias);
  else
    answer(runtime, message)
      .catch((error): Outcome => ({ type: "failed", id: message.id, ...failureOf(error) }))
      .then((outcome) => {
        open.delete(message.id);
        tell(outcome);
      });
}

async function answer(runtime: LlamaRuntime, call: Call): Promise<Outcome> {
  const { id } = call;
  const { library, model } = runtime;
  switch (call.type) {
    case "generate": {
      const entry = { controller: new AbortController(), takeBias: (_bias: BiasPairs | null) => {} };
      open.set(id, entry);
      const ask = (token: number | null) =>
        new Promise<BiasPairs | null>((resolve) => {
          entry.takeBias = resolve;
          tell({ type: "bias-wanted", id, token });
        });
      const fixed = call.bias === null ? null : () => call.bias;
      const result = await generate(runtime, call, {
        onText: (piece) => tell({ type: "text", id, piece }),
        nextBias: call.dynamicBias ? ask : fixed,
        signal: entry.controller.signal,
      });
      return { type: "generated", id, result };
    }
    case "score":
      return { type: "scored", id, scores: await score(runtime, call.tokens) };
    case "tokenize":
      return { type: "tokens", id, tokens: [...model.tokenize(call.text, true)] };
    case "detokenize":
      return { type: "detokenized", id, text: model.detokenize(call.tokens) };
    case "render": {
      const prompt = { messages: call.messages, prefix: "" };
      return { type: "tokens", id, tokens: [...promptTokens(library, model, prompt)] };
    }
  }
}

function failureOf(error: unknown): { code: EngineError["code"]; message: string } {
  if (error instanceof EngineError) return { code: error.code, message: error.message };
  return { code: "internal", message: messageOf(error) };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000);
}

import type { Message } from "@/contracts/sample";
import { EngineError } from "../../engine-error";
import type { ChatItem, LlamaLibrary, LlamaModel } from "../library";
import type { Prompt } from "./messages";

const PLAIN_TURNS = ["<|bos|>", "<|end|>", "<|user|>", "<|assistant|>", "<|system|>"] as const;

/** A prompt as token ids, chat markup included. */
export function promptTokens(library: LlamaLibrary, model: LlamaModel, prompt: Prompt): number[] {
  if ("tokens" in prompt) return [...prompt.tokens];
  const control = plainTurnTokens(model);
  return control === null
    ? templateTokens(library, model, prompt.messages, prompt.prefix)
    : plainTurns(model, control, prompt.messages, prompt.prefix);
}

/** Tokens that end an answer by the model's chat form, where the file does not declare them as ends. */
export function endTokensOf(library: LlamaLibrary, model: LlamaModel): ReadonlySet<number> {
  const control = plainTurnTokens(model);
  if (control !== null) {
    const all = model.fileInfo.metadata.tokenizer?.ggml?.tokens?.length ?? 0;
    const ids = Array.from({ length: all }, (_, id) => id);
    return new Set(ids.filter((id) => model.isSpecialToken(id)));
  }
  const chatHistory: ChatItem[] = [
    { type: "user", text: "x" },
    { type: "model", response: [""] },
  ];
  const triggers =
    library.resolveChatWrapper(model)?.generateContextState({ chatHistory }).stopGenerationTriggers ?? [];
  const tokenized = triggers.map((trigger) => trigger.tokenize(model.tokenizer));
  return new Set(tokenized.flatMap((tokens) => (tokens.length === 1 ? tokens : [])));
}

/** The bundled model's own control tokens by their text; null for other models. */
function plainTurnTokens(model: LlamaModel): ReadonlyMap<string, number> | null {
  const found = PLAIN_TURNS.flatMap((text) => {
    const [id, ...more] = model.tokenize(text, true);
    return id === undefined || more.length > 0 ? [] : [[text, id] as const];
  });
  return found.length === PLAIN_TURNS.length ? new Map(found) : null;
}

/**
 * The chat form of the bundled model, written token by token: the library's chat wrapper would put in an empty system
 * turn, which the model has never seen. The same as the `reference` engine does.
 */
function plainTurns(
  model: LlamaModel,
  control: ReadonlyMap<string, number>,
  messages: readonly Message[],
  prefix: string,
): number[] {
  const id = (text: (typeof PLAIN_TURNS)[number]) => control.get(text) ?? 0;
  const turns = messages
    .filter(({ role, content }) => role !== "system" || content !== "")
    .flatMap(({ role, content }) => [
      control.get(`<|${role}|>`) ?? id("<|user|>"),
      ...model.tokenize(content, false),
      ...(role === "assistant" ? [id("<|end|>")] : []),
    ]);
  return [id("<|bos|>"), ...turns, id("<|assistant|>"), ...model.tokenize(prefix, false)];
}

/** By the chat template that the file brings, as the library reads it. */
function templateTokens(
  library: LlamaLibrary,
  model: LlamaModel,
  messages: readonly Message[],
  prefix: string,
): number[] {
  const wrapper = library.resolveChatWrapper(model);
  if (wrapper === null)
    throw new EngineError("unsupported", "The model file has no chat template that can be read.");
  const items = messages.map(({ role, content }): ChatItem => {
    if (role === "assistant") return { type: "model", response: [content] };
    return role === "system" ? { type: "system", text: content } : { type: "user", text: content };
  });
  const { contextText } = wrapper.generateContextState({
    chatHistory: [...items, { type: "model", response: [prefix] }],
  });
  const tokens = contextText.tokenize(model.tokenizer);
  const { bos, shouldPrependBosToken } = model.tokens;
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}

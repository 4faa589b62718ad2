import type { ServerResponse } from "node:http";
import type { TokenLogprob } from "../engines/engine";
import type { Completion, CompletionPrompt, CompletionSource } from "./completion-source";
import { EventStream, HttpFailure, sendJson } from "./http-io";
import type { ChatRequest } from "./request-schemas";
import { runChoices, usageOf } from "./run-choices";

export interface AnswerContext {
  source: CompletionSource;
  response: ServerResponse;
  signal: AbortSignal;
  id: string;
  /** Seconds since 1970. */
  created: number;
  fail: (error: unknown) => HttpFailure;
}

/** Answers `POST /v1/chat/completions`, whole or as a stream. */
export async function answerChat(request: ChatRequest, context: AnswerContext): Promise<void> {
  const { source, response, signal, id, created } = context;
  const prompts = [chatPrompt(request)];
  const topLogprobs = request.logprobs ? (request.top_logprobs ?? 0) : null;
  const maxTokens = request.max_completion_tokens ?? request.max_tokens ?? source.contextTokens;
  const plan = { source, prompts, request, maxTokens, topLogprobs, signal };
  if (request.stream) return streamChat(request, context, plan);
  const completions = await runChoices({ ...plan, onText: null });
  sendJson(response, 200, {
    id,
    object: "chat.completion",
    created,
    model: source.model,
    choices: completions.map((completion, index) => ({
      index,
      message: { role: "assistant", content: completion.text, refusal: null },
      logprobs: chatLogprobs(completion.logprobs),
      finish_reason: completion.finishReason,
      ...(request.return_token_ids ? { token_ids: completion.tokens } : {}),
    })),
    usage: usageOf(completions, completions.length),
  });
}

/** With `continue_final_message` the last assistant message is the beginning of the answer. */
function chatPrompt(request: ChatRequest): CompletionPrompt {
  if (!request.continue_final_message) {
    if (request.add_generation_prompt === false)
      throw new HttpFailure(400, "unsupported", "add_generation_prompt false needs continue_final_message");
    return { messages: request.messages, prefix: null };
  }
  if (request.add_generation_prompt)
    throw new HttpFailure(
      400,
      "invalid_value",
      "continue_final_message and add_generation_prompt exclude each other",
    );
  const last = request.messages.at(-1);
  if (last?.role !== "assistant")
    throw new HttpFailure(
      400,
      "invalid_value",
      "continue_final_message needs an assistant message at the end",
      "messages",
    );
  return { messages: request.messages.slice(0, -1), prefix: last.content };
}

async function streamChat(
  request: ChatRequest,
  { source, response, id, created, fail }: AnswerContext,
  plan: Omit<Parameters<typeof runChoices>[0], "onText">,
): Promise<void> {
  const stream = new EventStream(response);
  const withUsage = request.stream_options?.include_usage ?? false;
  const chunk = (choices: unknown[], usage?: unknown) => ({
    id,
    object: "chat.completion.chunk",
    created,
    model: source.model,
    choices,
    ...(withUsage ? { usage: usage ?? null } : {}),
  });
  const delta = (index: number, fields: object, logprobs: unknown = null) =>
    stream.send(chunk([{ index, delta: fields, logprobs, finish_reason: null }]));
  const count = request.n ?? 1;
  for (let index = 0; index < count; index += 1) delta(index, { role: "assistant", content: "" });
  // Log-probabilities are known with the whole answer; such a stream is sent token by token at its end.
  const onText =
    plan.topLogprobs === null ? (index: number, content: string) => delta(index, { content }) : null;
  try {
    const completions = await runChoices({ ...plan, onText });
    completions.forEach((completion, index) => {
      if (!onText) sendTokens(completion, (content, logprobs) => delta(index, { content }, logprobs));
      const ended = { index, delta: {}, logprobs: null, finish_reason: completion.finishReason };
      stream.send(chunk([ended]));
    });
    if (withUsage) stream.send(chunk([], usageOf(completions, completions.length)));
    stream.end();
  } catch (error) {
    stream.fail(fail(error));
  }
}

/** One piece a token; the text that a stop cut off is not sent, and the last piece carries what is left. */
function sendTokens(completion: Completion, send: (content: string, logprobs: unknown) => void): void {
  let rest = completion.text;
  for (const entry of completion.logprobs ?? []) {
    const content = rest.startsWith(entry.token) ? entry.token : "";
    rest = rest.slice(content.length);
    send(content, chatLogprobs([entry]));
  }
  if (rest !== "") send(rest, null);
}

function chatLogprobs(logprobs: readonly TokenLogprob[] | null) {
  if (!logprobs) return null;
  const named = ({ token, logprob }: { token: string; logprob: number }) => ({
    token,
    logprob,
    bytes: [...new TextEncoder().encode(token)],
  });
  return {
    content: logprobs.map((entry) => ({ ...named(entry), top_logprobs: entry.top.map(named) })),
    refusal: null,
  };
}

import type { TokenLogprob } from "../engines/engine";
import type { AnswerContext } from "./answer-chat";
import type { Completion, CompletionPrompt, CompletionSource } from "./completion-source";
import { EventStream, HttpFailure, sendJson } from "./http-io";
import type { TextRequest } from "./request-schemas";
import { runChoices, usageOf } from "./run-choices";

/** What OpenAI's text completions write when `max_tokens` is not given. */
const DEFAULT_MAX_TOKENS = 16;

/** Answers `POST /v1/completions`, whole or as a stream. */
export async function answerText(request: TextRequest, context: AnswerContext): Promise<void> {
  const { source, response, signal, id, created } = context;
  const prompts = textPrompts(request.prompt);
  const topLogprobs = request.logprobs ?? null;
  const maxTokens = request.max_tokens ?? DEFAULT_MAX_TOKENS;
  const shared = { source, prompts, request, topLogprobs, signal };
  if (request.stream) {
    if (request.echo || maxTokens === 0)
      throw new HttpFailure(400, "unsupported", "a stream can neither echo the prompt nor be empty");
    return streamText(request, context, { ...shared, maxTokens });
  }
  const perPrompt = request.n ?? 1;
  const completions =
    maxTokens === 0
      ? await emptyCompletions(source, prompts)
      : await runChoices({ ...shared, maxTokens, onText: null });
  const choices = await Promise.all(
    completions.map(async (completion, index) => {
      const prompt = prompts[Math.floor(index / perPrompt)];
      const echoed = request.echo && prompt ? await echo(source, prompt, topLogprobs !== null) : null;
      return {
        index,
        text: (echoed?.text ?? "") + completion.text,
        logprobs: textLogprobs([...(echoed?.logprobs ?? []), ...(completion.logprobs ?? [])], topLogprobs),
        finish_reason: completion.finishReason,
        ...(request.return_token_ids ? { token_ids: completion.tokens } : {}),
      };
    }),
  );
  const usage = usageOf(completions, perPrompt);
  sendJson(response, 200, { id, object: "text_completion", created, model: source.model, choices, usage });
}

function textPrompts(prompt: TextRequest["prompt"]): CompletionPrompt[] {
  if (typeof prompt === "string") return [{ text: prompt }];
  const [first] = prompt;
  if (typeof first === "number") return [{ tokens: prompt.filter((item) => typeof item === "number") }];
  return prompt.flatMap((item): CompletionPrompt[] => {
    if (typeof item === "number") return [];
    return [typeof item === "string" ? { text: item } : { tokens: item }];
  });
}

async function promptTokens(source: CompletionSource, prompt: CompletionPrompt): Promise<readonly number[]> {
  if ("tokens" in prompt) return prompt.tokens;
  if (!("text" in prompt) || !source.tokenize)
    throw new HttpFailure(400, "unsupported", `${source.model} has no tokens`);
  return source.tokenize(prompt.text);
}

/** `max_tokens: 0` asks for nothing but the prompt's own figures. */
async function emptyCompletions(
  source: CompletionSource,
  prompts: readonly CompletionPrompt[],
): Promise<Completion[]> {
  return Promise.all(
    prompts.map(async (prompt) => ({
      text: "",
      finishReason: "length" as const,
      promptTokens: (await promptTokens(source, prompt)).length,
      completionTokens: 0,
      tokens: [],
      logprobs: [],
    })),
  );
}

interface Echoed {
  text: string;
  logprobs: { token: string; logprob: number | null; top: readonly TokenLogprob["top"][number][] }[];
}

async function echo(source: CompletionSource, prompt: CompletionPrompt, scored: boolean): Promise<Echoed> {
  if ("text" in prompt && !scored) return { text: prompt.text, logprobs: [] };
  const tokens = await promptTokens(source, prompt);
  const { detokenize, score } = source;
  if (!detokenize || !score)
    throw new HttpFailure(400, "unsupported", `${source.model} cannot score its prompt`);
  const pieces = await Promise.all(tokens.map((token) => detokenize([token])));
  const scores = scored ? await score(tokens) : [];
  return {
    text: "text" in prompt ? prompt.text : await detokenize(tokens),
    logprobs: scores.map((logprob, index) => ({ token: pieces[index] ?? "", logprob, top: [] })),
  };
}

function textLogprobs(entries: Echoed["logprobs"], topLogprobs: number | null) {
  if (topLogprobs === null) return null;
  let offset = 0;
  const offsets = entries.map(({ token }) => {
    offset += token.length;
    return offset - token.length;
  });
  return {
    tokens: entries.map(({ token }) => token),
    token_logprobs: entries.map(({ logprob }) => logprob),
    top_logprobs: entries.map(({ top }) =>
      top.length === 0 ? null : Object.fromEntries(top.map(({ token, logprob }) => [token, logprob])),
    ),
    text_offset: offsets,
  };
}

async function streamText(
  request: TextRequest,
  { source, response, id, created, fail }: AnswerContext,
  plan: Omit<Parameters<typeof runChoices>[0], "onText">,
): Promise<void> {
  const stream = new EventStream(response);
  const chunk = (choices: unknown[], usage: unknown = null) => ({
    id,
    object: "text_completion",
    created,
    model: source.model,
    choices,
    usage,
  });
  const piece = (index: number, text: string, logprobs: unknown, finishReason: string | null) =>
    stream.send(chunk([{ index, text, logprobs, finish_reason: finishReason }]));
  const whole = plan.topLogprobs !== null;
  try {
    const completions = await runChoices({
      ...plan,
      onText: whole ? null : (index, text) => piece(index, text, null, null),
    });
    completions.forEach((completion, index) => {
      const logprobs = textLogprobs([...(completion.logprobs ?? [])], plan.topLogprobs);
      piece(index, whole ? completion.text : "", logprobs, completion.finishReason);
    });
    if (request.stream_options?.include_usage) stream.send(chunk([], usageOf(completions, request.n ?? 1)));
    stream.end();
  } catch (error) {
    stream.fail(fail(error));
  }
}

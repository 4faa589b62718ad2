import { subthought as card } from "@/catalog/methods/subthought";
import { SUBTHOUGHT_MARKERS } from "@/catalog/methods/subthought-markers";
import type { MethodParams } from "@/contracts/method";
import { entropyBits } from "@/measure";
import { answerGroups } from "./answer-groups";
import type { CallOptions, Method, MethodContext, MethodResult, RoleModel } from "./method";
import { evenlySpaced, type SplitOptions, splitSubthoughts } from "./split-subthoughts";
import { thinkRequest } from "./think-request";
import { addedText, splitThinking } from "./thinking";
import { wholeText } from "./whole-text";

/** Restarts the model from every cut of one greedy trace and takes the most frequent answer, the earliest on ties. */
export const subthought: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const model = ctx.model();
    const { messages, tags } = thinkRequest(ctx, params);
    const first = await model.generate({ messages }, sampled(model, params, { temperature: 0, topP: 1 }));
    const trace = wholeText(first, tags);
    const thinking = splitThinking(trace, tags);
    const pieces = splitSubthoughts(thinking.thinking, splitOptions(params));
    const limit = typeof params.maxSubthoughts === "number" ? params.maxSubthoughts : pieces.length;
    const options = sampled(model, params, completionSampling(params));
    const tried = [];
    for (const index of evenlySpaced(pieces.length, limit)) {
      const kept = pieces.slice(0, index + 1).map(({ text }) => text);
      const begun = thinking.head + kept.join("");
      const result = await model.continue({ messages, text: begun }, options);
      const text = begun + addedText(result, tags);
      tried.push({ index, piece: pieces[index], text, result, answer: ctx.extract(text) });
    }
    const answers = tried.map(({ answer }) => answer);
    const mode = modeOf(ctx, answers);
    const chosen = mode === null ? undefined : tried[mode.first];
    const base: MethodResult =
      chosen === undefined
        ? { answer: null, response: trace, reasoning: null, finishReason: first.finishReason, artifacts: {} }
        : {
            answer: chosen.answer,
            response: chosen.text,
            reasoning: null,
            finishReason: chosen.result.finishReason,
            artifacts: {},
          };
    return {
      ...base,
      artifacts: {
        completion: params.completion,
        subthoughts: tried.map(({ index, piece, answer, result }) => ({
          index,
          startChar: piece?.start ?? 0,
          endChar: (piece?.start ?? 0) + (piece?.text.length ?? 0),
          marker: piece?.marker ?? null,
          answer,
          completionTokens: result.completionTokens,
        })),
        pieces: pieces.length,
        thinkingCharacters: thinking.thinking.length,
        subsampled: tried.length < pieces.length,
        thinkingFound: thinking.found,
        thinkingClosed: thinking.closed,
        lastAnswer: ctx.extract(trace),
        modeAnswer: chosen?.answer ?? null,
        modeShare: mode === null ? 0 : mode.size / answers.length,
        entropyBits: mode === null ? 0 : mode.entropyBits,
        settledFrom: settledFrom(ctx, answers),
      },
    };
  },
};

function sampled(
  model: RoleModel,
  params: MethodParams,
  sampling: { temperature: number; topP: number },
): CallOptions {
  const { maxTokens } = model.sampling;
  const limit = typeof params.maxNewTokens === "number" ? params.maxNewTokens : maxTokens;
  return { sampling: { ...sampling, maxTokens: Math.min(limit, maxTokens) } };
}

function completionSampling(params: MethodParams): { temperature: number; topP: number } {
  if (params.completion === "greedy") return { temperature: 0, topP: 1 };
  return { temperature: Number(params.diverseTemperature), topP: Number(params.diverseTopP) };
}

function splitOptions(params: MethodParams): SplitOptions {
  const markers = Array.isArray(params.markers) ? params.markers.map(String) : SUBTHOUGHT_MARKERS;
  return {
    markers,
    atBoundary: params.markerAtBoundary === true,
    minChars: Number(params.minSubthoughtChars),
  };
}

/** The most frequent answer's first place and count; entropy counts completions without an answer as one more answer. */
function modeOf(
  ctx: MethodContext,
  answers: readonly (string | null)[],
): { first: number; size: number; entropyBits: number } | null {
  const groups = answerGroups(answers, ctx.sameAnswer);
  const silent = answers.filter((answer) => answer === null).length;
  let best: number[] | null = null;
  for (const group of groups) if (best === null || group.length > best.length) best = group;
  const first = best?.[0];
  if (best === null || first === undefined) return null;
  const counts = [...groups.map((group) => group.length), silent];
  return { first, size: best.length, entropyBits: entropyBits(counts) };
}

/** The first completion from which on the answer never changes; null where the last one has none. */
function settledFrom(ctx: MethodContext, answers: readonly (string | null)[]): number | null {
  const last = answers.at(-1);
  if (last === undefined || last === null) return null;
  const same = (answer: string | null) =>
    answer !== null && (answer === last || ctx.sameAnswer(answer, last) === true);
  let from = answers.length - 1;
  while (from > 0 && same(answers[from - 1] ?? null)) from--;
  return from;
}

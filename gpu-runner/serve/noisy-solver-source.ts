import { createHash } from "node:crypto";
import { parseStatement, renderSolution, seededRandom } from "@/catalog/bundled";
import type { Completion, CompletionPrompt, CompletionRequest, CompletionSource } from "./completion-source";

export const SOLVER_MODEL = "noisy-solver";
/** Stands wherever the solver's name does. */
export const SOLVER_LABEL = "noisy solver, not a language model";
export const DEFAULT_ERROR_RATE = 0.15;

const UNKNOWN = "This is not a problem of the bundled benchmark, and this solver knows no others.";

/**
 * A seeded program that solves the bundled problems step by step and gets each step wrong with the declared rate. It
 * stands in for a model in demonstrations and tests. At temperature 0 its mistakes depend on the problem alone,
 * otherwise on the seed as well. Its token is a word, a number or a sign.
 */
export class NoisySolverSource implements CompletionSource {
  readonly model = SOLVER_MODEL;
  readonly aliases = [SOLVER_LABEL];
  readonly owner = SOLVER_LABEL;
  readonly contextTokens = 4096;
  readonly knowsTokens = false;
  readonly #errorRate: number;

  constructor(errorRate = DEFAULT_ERROR_RATE) {
    if (!(errorRate >= 0 && errorRate <= 1)) throw new RangeError("an error rate lies between 0 and 1");
    this.#errorRate = errorRate;
  }

  async complete({ prompt, sampling, stop, onText }: CompletionRequest): Promise<Completion> {
    const asked = textOf(prompt);
    const seed = sampling.temperature === 0 ? 0 : sampling.seed;
    const whole = withoutPrefix(this.#solve(asked, seed), prompt);
    const stopped = cutAtStop(whole, stop);
    const { text, cut } = cutAtTokens(stopped, sampling.maxTokens);
    for (const piece of text.match(/[^\n]*\n|[^\n]+/g) ?? []) onText?.(piece);
    return {
      text,
      finishReason: cut ? "length" : "stop",
      promptTokens: countTokens(asked),
      completionTokens: countTokens(text),
      tokens: null,
      logprobs: null,
    };
  }

  async close(): Promise<void> {}

  #solve(asked: string, seed: number): string {
    const found = findProblem(asked);
    if (found === null) return UNKNOWN;
    const random = seededRandom(hash31(found.statement, seed));
    return renderSolution(found.problem, random, {
      errorRate: this.#errorRate,
      noticedShare: 0,
      recheckRate: 0,
    }).text;
  }
}

/** The problem within a prompt: the longest beginning, cut at paragraphs, that is one of our statements. */
function findProblem(asked: string) {
  const paragraphs = asked.trim().split(/\n\s*\n/);
  for (let length = paragraphs.length; length > 0; length--) {
    const statement = paragraphs.slice(0, length).join("\n\n").trim();
    const problem = parseStatement(statement);
    if (problem !== null) return { statement, problem };
  }
  return null;
}

function textOf(prompt: CompletionPrompt): string {
  if ("text" in prompt) return prompt.text;
  if ("tokens" in prompt) return "";
  return prompt.messages.findLast((message) => message.role === "user")?.content ?? "";
}

/** A begun answer is gone on with where the solver would have written the same, and answered anew where not. */
function withoutPrefix(whole: string, prompt: CompletionPrompt): string {
  const prefix = "messages" in prompt ? prompt.prefix : null;
  return prefix !== null && whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
}

function cutAtStop(text: string, stop: readonly string[]): string {
  const ends = stop.map((mark) => text.indexOf(mark)).filter((end) => end >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

const TOKEN = /\s*(?:[\p{L}]+|\p{N}+|[^\s\p{L}\p{N}])/gu;

function countTokens(text: string): number {
  return text.match(TOKEN)?.length ?? 0;
}

function cutAtTokens(text: string, maxTokens: number): { text: string; cut: boolean } {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.length <= maxTokens) return { text, cut: false };
  return { text: tokens.slice(0, maxTokens).join(""), cut: true };
}

function hash31(text: string, seed: number): number {
  return (
    createHash("sha256")
      .update(JSON.stringify([text, seed]))
      .digest()
      .readUInt32BE(0) >>> 1
  );
}

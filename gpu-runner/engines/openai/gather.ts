import type { EngineResult, FinishReason, TokenLogprob } from "../engine";
import { EngineError } from "../engine-error";
import { maxCharacters } from "./limits";
import { readLogprobs, type WireAnswer, type WireText, type WireUsage } from "./wire";

/** The parts of an answer as they arrive; the same for one JSON answer and for the pieces of a stream. */
export class Gathering {
  readonly #maxCharacters: number;
  readonly #onText: ((piece: string) => void) | undefined;
  text = "";
  reasoning: string | null = null;
  reasoningField: "reasoning" | "reasoning_content" | null = null;
  refused = false;
  finish: string | null = null;
  usage: WireUsage = null;
  logprobs: TokenLogprob[] | null = null;

  constructor(maxTokens: number, onText?: (piece: string) => void) {
    this.#maxCharacters = maxCharacters(maxTokens);
    this.#onText = onText;
  }

  /** Takes one JSON object of the server; true where it brought text. Throws `endless` past the text limit. */
  add(answer: WireAnswer): boolean {
    if (answer.usage) this.usage = answer.usage;
    const choice = answer.choices?.[0];
    if (choice === undefined) return false;
    if (choice.finish_reason) this.finish = choice.finish_reason;
    this.#addLogprobs(choice.logprobs);
    const part: WireText = choice.delta ?? choice.message ?? { content: choice.text };
    const thought = part.reasoning ?? part.reasoning_content ?? "";
    const said = part.content ?? "";
    const declined = part.refusal ?? "";
    if (thought !== "") {
      this.reasoning = (this.reasoning ?? "") + thought;
      this.reasoningField ??= part.reasoning ? "reasoning" : "reasoning_content";
    }
    if (declined !== "") this.refused = true;
    this.text += said + declined;
    if (said !== "") this.#onText?.(said);
    if (this.text.length + (this.reasoning?.length ?? 0) > this.#maxCharacters) {
      throw new EngineError("endless", "The endpoint sent more text than the token limit can hold.", {
        partialText: this.text,
      });
    }
    return thought !== "" || said !== "" || declined !== "";
  }

  get isEmpty(): boolean {
    return this.text === "" && this.reasoning === null && this.finish === null && !this.refused;
  }

  result(latencyMs: number, firstTokenMs: number | null): EngineResult {
    const promptTokens = this.usage?.prompt_tokens ?? null;
    const completionTokens = this.usage?.completion_tokens ?? null;
    return {
      text: this.text,
      reasoning: this.reasoning,
      finishReason: this.refused ? "content_filter" : finishReasonOf(this.finish),
      promptTokens,
      completionTokens,
      reasoningTokens: this.usage?.completion_tokens_details?.reasoning_tokens ?? null,
      tokenSource: promptTokens !== null && completionTokens !== null ? "measured" : "unknown",
      latencyMs,
      firstTokenMs,
      tokens: null,
      logprobs: this.logprobs,
    };
  }

  #addLogprobs(value: unknown): void {
    for (const entry of readLogprobs(value)?.content ?? []) {
      this.logprobs ??= [];
      this.logprobs.push({
        token: entry.token,
        id: null,
        logprob: entry.logprob,
        top: (entry.top_logprobs ?? []).map((top) => ({ ...top, id: null })),
      });
    }
  }
}

function finishReasonOf(reason: string | null): FinishReason | null {
  switch (reason) {
    case null:
      return null;
    case "stop":
    case "length":
    case "content_filter":
    case "tool_calls":
      return reason;
    case "eos":
    case "eos_token":
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "max_tokens":
    case "model_length":
      return "length";
    case "safety":
    case "refusal":
      return "content_filter";
    default:
      return "other";
  }
}

/** Times of one call, in milliseconds, and what it may send back. */
export type CallLimits = {
  /** Until the first token: queueing and reading the prompt, and the whole thinking of servers that hide it. */
  firstTokenMs: number;
  /** Longest silence between two tokens; bytes without text do not count. */
  stallMs: number;
  totalMs: number;
  /** Attempts of one call as long as no token has arrived. */
  attempts: number;
  /** First wait before a new attempt; doubles each time. `Retry-After` goes first where a server gives one. */
  backoffMs: number;
  maxBackoffMs: number;
};

export const DEFAULT_LIMITS: CallLimits = {
  firstTokenMs: 300_000,
  stallMs: 60_000,
  totalMs: 3_600_000,
  attempts: 5,
  backoffMs: 1_000,
  maxBackoffMs: 60_000,
};

/** For the connection test: somebody is waiting for it. */
export const PROBE_LIMITS: CallLimits = {
  firstTokenMs: 30_000,
  stallMs: 15_000,
  totalMs: 60_000,
  attempts: 2,
  backoffMs: 500,
  maxBackoffMs: 5_000,
};

/** A token is rarely longer than this many characters; more text than that per allowed token is a stream without an end. */
const CHARACTERS_PER_TOKEN = 32;
const SPARE_CHARACTERS = 16_384;

export function maxCharacters(maxTokens: number): number {
  return maxTokens * CHARACTERS_PER_TOKEN + SPARE_CHARACTERS;
}

/** Bytes of the answer with everything around the text: names, logprobs, keep-alive lines. */
export function maxAnswerBytes(maxTokens: number): number {
  return maxTokens * 8_192 + 4 * 1024 ** 2;
}

import type { MethodNeed } from "@/contracts/capability";

const WORDS: Readonly<Record<MethodNeed, string>> = {
  chat: "chat",
  prefix: "continuing a prefix",
  "prefix.tokens": "a prefix of token ids",
  logprobs: "log-probabilities",
  score: "scoring a given text",
  "logit.static": "fixed logit biases",
  "logit.dynamic": "logits set token by token",
  hidden: "hidden states",
  tools: "tool calls",
  vision: "images",
  seed: "a seed",
  sandbox: "a sandbox for programs",
};

const isKnown = (need: string): need is MethodNeed => need in WORDS;

/** What a server can do or a method needs, in words; an unknown name stays as it is. */
export function needWords(needs: readonly string[]): string[] {
  return needs.map((need) => (isKnown(need) ? WORDS[need] : need));
}

import type { Capability } from "@/contracts/capability";

/** An engine as cards and coverage speak of it; a contract test holds the lists to the engines' own code. */
export type EngineCard = {
  id: "reference" | "llama" | "openai";
  title: string;
  /** What it can always do. */
  always: readonly Capability[];
  /** What depends on the server and is found by the probe. */
  perhaps: readonly Capability[];
};

const LOCAL = [
  "chat",
  "prefix",
  "prefix.tokens",
  "logprobs",
  "score",
  "logit.static",
  "logit.dynamic",
  "seed",
] as const;

export const ENGINE_CARDS: readonly EngineCard[] = [
  { id: "reference", title: "reference", always: [...LOCAL, "hidden"], perhaps: [] },
  { id: "llama", title: "llama", always: LOCAL, perhaps: [] },
  { id: "openai", title: "OpenAI-compatible", always: ["chat"], perhaps: ["prefix", "logprobs", "seed"] },
];

import type { Assessment } from "@/contracts/assessment";
import type { Capability } from "@/contracts/capability";
import type { MethodCard, MethodParams } from "@/contracts/method";
import type { AskedProblem } from "@/contracts/runner";
import type { Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import type { EngineOptions, EnginePrefix, EnginePrompt, EngineResult } from "../engines/engine";

/** How one call differs from the role's sampling; the seed is the platform's and cannot be chosen. */
export type CallOptions = Pick<EngineOptions, "stop" | "logprobs" | "bias"> & {
  sampling?: Partial<Omit<Sampling, "seed">>;
};

/** A model in one of the method's roles. Every call is journalled and counted. */
export type RoleModel = {
  /** How this role is sampled where a call says nothing else. */
  readonly sampling: Readonly<Sampling>;
  readonly capabilities: ReadonlySet<Capability>;
  /** Capability `prefix.tokens`; local, so neither journalled nor counted. */
  tokenize(text: string): Promise<number[]>;
  detokenize(tokens: readonly number[]): Promise<string>;
  renderPrompt(messages: readonly Message[]): Promise<number[]>;
  generate(prompt: EnginePrompt, options?: CallOptions): Promise<EngineResult>;
  continue(prefix: EnginePrefix, options?: CallOptions): Promise<EngineResult>;
};

/** All that a method may touch. Nothing in it knows a gold answer. */
export type MethodContext = {
  /** The model of a role, `solver` where none is named. Throws for a role that the run does not have. */
  model(role?: string): RoleModel;
  /** The benchmark's own prompt for this problem: system text if there is one, then statement, options and instruction. */
  messages(): Message[];
  /** The same prompt around another statement; options and instruction stay. */
  messagesFor(statement: string): Message[];
  /** The answer that the verifier would read in a text; null where it finds none. */
  extract(text: string): string | null;
  /** Whether two answers are the same; null where that cannot be decided. */
  sameAnswer(a: string, b: string): boolean | null;
};

export type MethodResult = {
  /** What the method settled on; null leaves it to the verifier to find the answer in `response`. */
  answer: string | null;
  /** The text that is judged. */
  response: string;
  reasoning: string | null;
  /** Of the call that wrote `response`. */
  finishReason: string | null;
  /** By which best-of-n and weighted votes go (contracts/sample.ts); absent where the method records none. */
  score?: number | null;
  /** Whatever the method's own charts need; plain JSON. */
  artifacts: Record<string, unknown>;
};

/** A method's code; its card has the same file name in `catalog/methods/`. */
export type Method = {
  id: string;
  run(problem: AskedProblem, params: MethodParams, ctx: MethodContext): Promise<MethodResult>;
};

/** What is assessed: one stored sample's reply. */
export type Solution = { response: string; reasoning: string | null };

/** Code of a method that has a model assess stored samples (its card says `assessments: made`). */
export type Assessor = {
  id: string;
  /**
   * Assesses one sample and hands over every assessment as soon as it is there; the calls made since the one before
   * belong to it. Not called for a sample without text.
   */
  assess(
    problem: AskedProblem,
    solution: Solution,
    params: MethodParams,
    ctx: MethodContext,
    give: (assessment: Assessment) => void,
  ): Promise<void>;
};

/** A wording of the method's card; one that the card does not have is a mistake in the code. */
export function methodPrompt(card: Pick<MethodCard, "id" | "prompts">, purpose: string): string {
  const prompt = card.prompts?.[purpose];
  if (prompt === undefined) throw new Error(`The card of ${card.id} has no prompt ${purpose}.`);
  return prompt;
}

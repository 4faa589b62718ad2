import { libraryUrl } from "./place";

/** The part of node-llama-cpp that is used here; the package itself is no dependency of this project. */
export interface LlamaLibrary {
  getLlama(options: {
    build: "never";
    gpu: "auto" | false;
    maxThreads: number;
    skipDownload: true;
    progressLogs: false;
    logLevel: "error";
  }): Promise<LlamaBackend>;
  TokenBias: new (tokenizer: unknown) => LibraryBias;
  resolveChatWrapper(model: LlamaModel): ChatWrapper | null;
}

export interface LlamaBackend {
  /** `false` on the CPU, otherwise the kind of GPU. */
  readonly gpu: string | false;
  readonly buildType: string;
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  dispose(): Promise<void>;
}

export interface LlamaModel {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  readonly fileInfo: { metadata: { tokenizer?: { ggml?: { tokens?: readonly unknown[] } } } };
  readonly tokens: { bos: number | null; shouldPrependBosToken: boolean };
  tokenize(text: string, specialTokens: boolean): number[];
  detokenize(tokens: readonly number[], specialTokens?: boolean, lastTokens?: readonly number[]): string;
  isEogToken(token: number): boolean;
  isSpecialToken(token: number): boolean;
  createContext(options: {
    sequences: number;
    contextSize: number;
    threads: number;
    batchSize?: number;
  }): Promise<{ getSequence(): LlamaSequence }>;
}

export interface LibraryBias {
  set(token: number, bias: "never" | { logit: number }): LibraryBias;
}

export interface LibrarySampling {
  temperature: number;
  topK: number;
  topP: number;
  minP: number;
  seed?: number;
  tokenBias?: () => LibraryBias;
}

type WeighedToken = [
  token: number,
  options: { generateNext: { probabilities: true; options: LibrarySampling } },
];
export type EvaluatedToken = number | WeighedToken;

export interface LlamaSequence {
  clearHistory(): Promise<void>;
  /** Ends by itself at a token that ends the answer. */
  evaluate(tokens: readonly number[], options: LibrarySampling): AsyncGenerator<number, unknown>;
  /** Appends tokens; for those that ask, the probabilities of what may follow, the most probable first. */
  controlledEvaluate(
    tokens: readonly EvaluatedToken[],
  ): Promise<({ next: { probabilities?: ReadonlyMap<number, number> } } | undefined)[]>;
}

export interface ChatWrapper {
  generateContextState(input: { chatHistory: ChatItem[] }): {
    contextText: LibraryText;
    stopGenerationTriggers: readonly LibraryText[];
  };
}
export interface LibraryText {
  tokenize(tokenizer: unknown): number[];
}
export type ChatItem =
  | { type: "system"; text: string }
  | { type: "user"; text: string }
  | { type: "model"; response: string[] };

/** Loads the library from the folder of engines; rejects where it is not installed there. */
export async function loadLibrary(folder: string): Promise<LlamaLibrary> {
  const loaded: LlamaLibrary = await import(libraryUrl(folder));
  return loaded;
}

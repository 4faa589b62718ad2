import { type LlamaLibrary, type LlamaModel, loadLibrary } from "../library";
import type { ProcessInfo, ProcessStart } from "./messages";
import { endTokensOf } from "./render-prompt";
import { SequencePool } from "./sequence-pool";

/** What one process computes with. */
export interface LlamaRuntime {
  library: LlamaLibrary;
  model: LlamaModel;
  sequences: SequencePool;
  /** Tokens that end an answer, beside those that the file itself declares. */
  ends: ReadonlySet<number>;
  info: ProcessInfo;
}

/** Context sizes are made whole multiples of this by the library. */
const CONTEXT_STEP = 256;

/** Loads the library and the model. Never builds and never downloads anything; without a GPU it uses the processor. */
export async function loadRuntime(start: ProcessStart): Promise<LlamaRuntime> {
  const library = await loadLibrary(start.folder);
  const backend = await library.getLlama({
    build: "never",
    gpu: start.gpu,
    maxThreads: start.threads,
    skipDownload: true,
    progressLogs: false,
    logLevel: "error",
  });
  const model = await backend.loadModel({ modelPath: start.path });
  const contextTokens = Math.min(start.contextTokens, model.trainContextSize);
  const context = await model.createContext({
    sequences: start.sequences,
    contextSize: Math.ceil(contextTokens / CONTEXT_STEP) * CONTEXT_STEP,
    threads: start.threads,
  });
  const sequences = Array.from({ length: start.sequences }, () => context.getSequence());
  return {
    library,
    model,
    sequences: new SequencePool(sequences),
    ends: endTokensOf(library, model),
    info: {
      contextTokens,
      vocabulary: model.fileInfo.metadata.tokenizer?.ggml?.tokens?.length ?? Number.MAX_SAFE_INTEGER,
      gpu: backend.gpu,
      build: backend.buildType,
    },
  };
}

import { ReferenceEngine } from "../engines/reference/reference-engine";
import { BUNDLED_MODEL } from "../reference-model/bundled-model";
import { ModelSource } from "./model-source";
import { type RunningServer, serveOpenAi } from "./openai-server";

export interface ServeModelOptions {
  /** 0 takes any free port. */
  port: number;
  /** Another GGUF file than the bundled one, and the name it is served under. */
  model?: { path: string; name: string };
  threads?: number;
  apiKey?: string | null;
}

/** `plumbline serve-model`: the bundled model as an OpenAI-compatible server on loopback. */
export async function serveModel({
  port,
  model,
  threads,
  apiKey,
}: ServeModelOptions): Promise<RunningServer> {
  const { path, name } = model ?? BUNDLED_MODEL;
  const engine = new ReferenceEngine({ path, model: name, ...(threads ? { threads } : {}) });
  return serveOpenAi({ source: new ModelSource(engine, engine.contextTokens), port, apiKey });
}

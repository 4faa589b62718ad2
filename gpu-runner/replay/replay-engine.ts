import type { Capability } from "@/contracts/capability";
import type { Engine } from "../engines/engine";
import { EngineError } from "../engines/engine-error";

/** Code of the error with which a call ends that no journal answers. */
export const NOT_IN_JOURNAL = "not_in_journal";

/**
 * An engine that is never called: every answer has to come from a journal. What needs no model (tokens of a text) is done
 * by the engine itself where it runs here.
 */
export function replayEngine(of: {
  name: string;
  model: string;
  capabilities: readonly Capability[];
  local: Engine | null;
}): Engine {
  const refuse = async (): Promise<never> => {
    throw new EngineError("unsupported", NOT_IN_JOURNAL);
  };
  const { local } = of;
  return {
    name: of.name,
    model: of.model,
    capabilities: new Set(of.capabilities),
    generate: refuse,
    continue: refuse,
    score: refuse,
    open: refuse,
    tokenize: (text) => (local === null ? refuse() : local.tokenize(text)),
    detokenize: (tokens) => (local === null ? refuse() : local.detokenize(tokens)),
    renderPrompt: (messages) => (local === null ? refuse() : local.renderPrompt(messages)),
    close: async () => {},
  };
}

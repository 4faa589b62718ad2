import { NoisySolverSource } from "./noisy-solver-source";
import { type RunningServer, serveOpenAi } from "./openai-server";

export interface ServeSolverOptions {
  /** 0 takes any free port. */
  port: number;
  /** Probability that a step goes wrong, 0 to 1. */
  errorRate?: number;
  apiKey?: string | null;
}

/** `plumbline serve-solver`: the noisy solver, which is no language model, as an OpenAI-compatible server on loopback. */
export async function serveSolver({ port, errorRate, apiKey }: ServeSolverOptions): Promise<RunningServer> {
  return serveOpenAi({ source: new NoisySolverSource(errorRate), port, apiKey });
}

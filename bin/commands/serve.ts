import { Command } from "commander";
import { stopSignal, untilStopped } from "../stop-signal";
import { UsageError } from "../usage-error";
import { wholeNumber } from "../whole-number";

type ServeFlags = { port: string; apiKey?: string };

export function serveSolverCommand(): Command {
  return new Command("serve-solver")
    .description("serve the noisy solver (a seeded program, not a language model) over the OpenAI protocol")
    .option("--port <number>", "loopback port; 0 takes any free one", "8787")
    .option("--error-rate <fraction>", "probability that a step goes wrong, 0 to 1")
    .option("--api-key <key>", "ask callers for this key")
    .action(async (options: ServeFlags & { errorRate?: string }) => {
      const { serveSolver } = await import("@/gpu-runner/serve/serve-solver");
      await serve(
        serveSolver({
          port: wholeNumber("--port", options.port, 0, 65_535),
          apiKey: options.apiKey ?? null,
          ...(options.errorRate === undefined ? {} : { errorRate: fraction(options.errorRate) }),
        }),
      );
    });
}

export function serveModelCommand(): Command {
  return new Command("serve-model")
    .description("serve the bundled model over the OpenAI protocol")
    .option("--port <number>", "loopback port; 0 takes any free one", "8786")
    .option("--model <file>", "another GGUF file")
    .option("--name <text>", "name under which that file is served", "local")
    .option("--threads <number>", "worker threads")
    .option("--api-key <key>", "ask callers for this key")
    .action(async (options: ServeFlags & { model?: string; name: string; threads?: string }) => {
      const { serveModel } = await import("@/gpu-runner/serve/serve-model");
      await serve(
        serveModel({
          port: wholeNumber("--port", options.port, 0, 65_535),
          apiKey: options.apiKey ?? null,
          ...(options.model === undefined ? {} : { model: { path: options.model, name: options.name } }),
          ...(options.threads === undefined
            ? {}
            : { threads: wholeNumber("--threads", options.threads, 1, 256) }),
        }),
      );
    });
}

async function serve(starting: Promise<{ url: string; close(): Promise<void> }>): Promise<void> {
  const signal = stopSignal();
  const server = await starting;
  console.log(`Serving on ${server.url} (Ctrl-C ends)`);
  await untilStopped(signal);
  await server.close();
}

function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new UsageError(`--error-rate must be a number from 0 to 1, not ${text}`);
}

import { hostname } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { plumblineHome } from "../home";
import { UsageError } from "../usage-error";

type RunnerFlags = { server?: string; token?: string; name: string; capacity?: string };

export function runnerCommand(): Command {
  return new Command("runner")
    .description("work for an instance: lease, run, verify, report; needs no open port")
    .option("--server <url>", "address of the instance (PLUMBLINE_SERVER, default: the local one)")
    .option("--token <key>", "key with the scope runner (PLUMBLINE_RUNNER_TOKEN)")
    .option("--name <text>", "shown on the health page", hostname().slice(0, 80))
    .option("--capacity <number>", "leases held at a time")
    .action(async (options: RunnerFlags) => {
      const token = options.token ?? process.env.PLUMBLINE_RUNNER_TOKEN;
      if (!token) {
        throw new UsageError(
          "a runner needs --token or PLUMBLINE_RUNNER_TOKEN; make one with: plumbline keys create --name NAME --scope runner",
        );
      }
      const { Secret } = await import("@/contracts/secret");
      const { startRunner } = await import("@/gpu-runner/main");
      const { createLineLog } = await import("../line-log");
      await startRunner({
        server:
          options.server ?? process.env.PLUMBLINE_SERVER ?? `http://127.0.0.1:${process.env.PORT ?? "3000"}`,
        token: new Secret(token),
        name: options.name,
        // Two runners never share a journal.
        home: path.join(plumblineHome(), "runners", options.name.replace(/[^\w.-]/g, "_")),
        ...(options.capacity === undefined ? {} : { capacity: capacityOf(options.capacity) }),
        log: createLineLog("runner"),
        signal: stopSignal(),
      });
    });
}

function capacityOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 64) return value;
  throw new UsageError(`--capacity must be a whole number from 1 to 64, not ${text}`);
}

function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  process.once("SIGTERM", () => stopping.abort());
  process.once("SIGINT", () => stopping.abort());
  return stopping.signal;
}

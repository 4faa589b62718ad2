import { existsSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { Command, Option } from "commander";
import type { ProbeResult } from "@/contracts/runner";
import type { EngineHost } from "@/gpu-runner/engines/engine";
import type { CallLimits } from "@/gpu-runner/engines/openai/limits";
import type { SandboxChoice } from "@/gpu-runner/sandbox/open-sandbox";
import type { Http } from "@/net";
import { plumblineHome } from "../home";
import { stopSignal } from "../stop-signal";
import { UsageError } from "../usage-error";
import { wholeNumber } from "../whole-number";

const ENGINES = ["reference", "llama"] as const;

type RunnerFlags = {
  server?: string;
  token?: string;
  name: string;
  engine?: string[];
  model?: string[];
  capacity?: string;
  metrics?: string;
};

export function runnerCommand(): Command {
  return new Command("runner")
    .description("work for an instance: lease, run, verify, report; needs no open port")
    .option("--server <url>", "address of the instance (PLUMBLINE_SERVER, default: the local one)")
    .option("--token <key>", "key with the scope runner (PLUMBLINE_RUNNER_TOKEN)")
    .addOption(
      new Option(
        "--engine <name...>",
        "engines of its own, beside submitted endpoints (default: all here)",
      ).choices([...ENGINES]),
    )
    .option(
      "--model <name=file...>",
      "GGUF files that submissions may run on the engine llama, by these names",
    )
    .option("--name <text>", "shown on the health page", hostname().slice(0, 80))
    .option("--capacity <number>", "leases held at a time")
    .option("--metrics <port>", "serve figures for Prometheus on this loopback port")
    .addCommand(doctorCommand())
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
      const { openSandbox } = await import("@/gpu-runner/sandbox/open-sandbox");
      const { watchForStuckLoop } = await import("@/gpu-runner/stuck-loop");
      const sandbox = await openSandbox(sandboxChoice(process.env.PLUMBLINE_SANDBOX));
      watchForStuckLoop();
      try {
        await startRunner({
          server: serverOf(options),
          token: new Secret(token),
          name: options.name,
          home: homeOf(options),
          engines: await ownEngines(options.engine, options.model ?? []),
          ...(options.capacity === undefined
            ? {}
            : { capacity: wholeNumber("--capacity", options.capacity, 1, 64) }),
          ...(options.metrics === undefined
            ? {}
            : { metricsPort: wholeNumber("--metrics", options.metrics, 1, 65_535) }),
          limits: callLimits(process.env),
          sandbox,
          log: createLineLog("runner"),
          signal: stopSignal(),
        });
      } finally {
        // What it keeps ready are processes, and this one would wait for their end.
        await sandbox.sandbox?.engine.close();
      }
    });
}

type DoctorFlags = RunnerFlags & { endpoint?: string; endpointModel?: string };

/** Takes the runner's own options, so that what is examined is what would start. */
function doctorCommand(): Command {
  return new Command("doctor")
    .description("try everything that a runner here needs, and say what to do about what fails")
    .option(
      "--endpoint <url>",
      "also test an OpenAI-compatible server as submissions would (key: PLUMBLINE_ENDPOINT_KEY)",
    )
    .option("--endpoint-model <name>", "the model to ask it for")
    .action(async (_: unknown, command: Command) => {
      const options: DoctorFlags = command.optsWithGlobals();
      const token = options.token ?? process.env.PLUMBLINE_RUNNER_TOKEN;
      const { Secret } = await import("@/contracts/secret");
      const { createTrustedHttp } = await import("@/net");
      const { examine } = await import("@/gpu-runner/doctor/examine");
      const { openSandbox } = await import("@/gpu-runner/sandbox/open-sandbox");
      const http = createTrustedHttp({ headersTimeoutMs: 60_000, bodyIdleMs: 60_000 });
      const engines = await ownEngines(options.engine, options.model ?? []);
      const opened = await openSandbox(sandboxChoice(process.env.PLUMBLINE_SANDBOX));
      const marks = { ok: "ok     ", warning: "warning", failed: "FAILED " };
      for await (const { what, state, message } of examine({
        http,
        server: serverOf(options),
        token: token ? new Secret(token) : null,
        home: homeOf(options),
        engines,
        sandbox: opened.report,
        ...(options.endpoint === undefined ? {} : { endpoint: endpointProbe(http, options) }),
        now: Date.now,
      })) {
        console.log(`${marks[state]}  ${what}: ${message}`);
        if (state === "failed") process.exitCode = 1;
      }
      await Promise.all([
        http.close(),
        opened.sandbox?.engine.close(),
        ...engines.map((host) => host.close()),
      ]);
    });
}

function endpointProbe(
  http: Http,
  { endpoint = "", endpointModel }: DoctorFlags,
): () => Promise<ProbeResult> {
  if (endpointModel === undefined) throw new UsageError("--endpoint needs --endpoint-model");
  return async () => {
    const { probeEndpoint } = await import("@/gpu-runner/engines/openai/probe");
    const { Secret } = await import("@/contracts/secret");
    const key = process.env.PLUMBLINE_ENDPOINT_KEY;
    return probeEndpoint({ http, url: endpoint, apiKey: key ? new Secret(key) : null, model: endpointModel });
  };
}

function serverOf(options: Pick<RunnerFlags, "server">): string {
  return options.server ?? process.env.PLUMBLINE_SERVER ?? `http://127.0.0.1:${process.env.PORT ?? "3000"}`;
}

/** Two runners never share a journal. */
function homeOf(options: Pick<RunnerFlags, "name">): string {
  return path.join(plumblineHome(), "runners", options.name.replace(/[^\w.-]/g, "_"));
}

/** Engines that can run here; one that was asked for and cannot is refused. */
async function ownEngines(
  wanted: readonly string[] | undefined,
  files: readonly string[],
): Promise<EngineHost[]> {
  const { BUNDLED_MODEL } = await import("@/gpu-runner/reference-model/bundled-model");
  const isBundled = existsSync(BUNDLED_MODEL.path);
  const bundled: [string, string][] = isBundled ? [[BUNDLED_MODEL.name, BUNDLED_MODEL.path]] : [];
  const { withFileWeights } = await import("@/gpu-runner/engines/file-weights");
  const asked = (name: (typeof ENGINES)[number]) => wanted?.includes(name) ?? false;
  const hosts: EngineHost[] = [];
  if (isBundled && (wanted === undefined || asked("reference"))) {
    const { ReferenceHost } = await import("@/gpu-runner/engines/reference/reference-host");
    hosts.push(withFileWeights(new ReferenceHost(), new Map(bundled)));
  } else if (asked("reference")) {
    throw new Error(`The engine reference needs ${BUNDLED_MODEL.path}, which is not in this checkout.`);
  }
  const { enginesFolder, isLlamaInstalled } = await import("@/gpu-runner/engines/llama/place");
  const folder = enginesFolder(plumblineHome());
  if (isLlamaInstalled(folder) && (wanted === undefined || asked("llama"))) {
    const { LlamaHost } = await import("@/gpu-runner/engines/llama/llama-host");
    const models = new Map([...bundled, ...files.map(namedFile)]);
    hosts.push(withFileWeights(new LlamaHost({ folder, models }), models));
  } else if (asked("llama") || files.length > 0) {
    throw new Error(`The engine llama is not installed in ${folder}; run: plumbline engines add llama`);
  }
  return hosts;
}

/** `NAME=FILE` of `--model`; the file must be there. */
function namedFile(text: string): [name: string, file: string] {
  const [, name, file] = /^([^=]{1,200})=(.+)$/.exec(text) ?? [];
  if (name === undefined || file === undefined)
    throw new UsageError(`--model takes NAME=FILE.gguf, not ${text}`);
  if (!existsSync(file)) throw new UsageError(`--model ${name}: there is no file ${file}`);
  return [name, path.resolve(file)];
}

/** How long an endpoint may be silent before its first token and between two of them; the engine's own times where not set. */
function callLimits(env: NodeJS.ProcessEnv): Partial<CallLimits> {
  const firstTokenMs = milliseconds("PLUMBLINE_FIRST_TOKEN_SECONDS", env);
  const stallMs = milliseconds("PLUMBLINE_STALL_SECONDS", env);
  return { ...(firstTokenMs === null ? {} : { firstTokenMs }), ...(stallMs === null ? {} : { stallMs }) };
}

function milliseconds(name: string, env: NodeJS.ProcessEnv): number | null {
  const text = env[name];
  if (!text) return null;
  const value = Number(text);
  if (value >= 1 && value <= 3_600) return value * 1000;
  throw new UsageError(`${name} must be a number of seconds from 1 to 3600, not ${text}`);
}

function sandboxChoice(text: string | undefined): SandboxChoice {
  const choice = (["auto", "bubblewrap", "pyodide", "none"] as const).find((one) => one === (text || "auto"));
  if (choice !== undefined) return choice;
  throw new UsageError(`PLUMBLINE_SANDBOX must be auto, bubblewrap, pyodide or none, not ${text}`);
}

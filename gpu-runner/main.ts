import { availableParallelism } from "node:os";
import path from "node:path";
import type { Log } from "@/contracts/platform";
import type { EngineInfo } from "@/contracts/runner";
import type { Secret } from "@/contracts/secret";
import type { ShardKind } from "@/contracts/states";
import { createTrustedHttp } from "@/net";
import { VerifierPool } from "@/verify/pool";
import type { EngineHost } from "./engines/engine";
import type { CallLimits } from "./engines/openai/limits";
import type { ReadingLimits } from "./ingest/reading/stopped-reading";
import { UploadReaders } from "./ingest/reading/upload-readers";
import { pruneJournals } from "./journal/prune-journals";
import { CodeJudge } from "./judge/code-judge";
import { leaseLoop } from "./lease/lease-loop";
import { createServerClient } from "./lease/server-client";
import { RunnerMetrics } from "./metrics/runner-metrics";
import { serveMetrics } from "./metrics/serve-metrics";
import type { OpenedSandbox } from "./sandbox/open-sandbox";
import { SharedPlaces } from "./schedule/shared-places";
import { createEngines } from "./shards/engines";
import { Journals } from "./shards/journals";
import { workLease } from "./shards/work-lease";

export type RunnerOptions = {
  /** Address of the platform, for example `http://127.0.0.1:3000`. */
  server: string;
  token: Secret;
  /** Shown on the health page. */
  name: string;
  /** Folder of this runner's journal (`<home>/journal`); two runners never share one. */
  home: string;
  engines?: readonly EngineHost[];
  /** What to work on; everything that this version knows where absent. Verification and ingestion need a trusted token. */
  kinds?: readonly ShardKind[];
  version?: string;
  /** Leases held at a time. */
  capacity?: number;
  limits?: Partial<CallLimits>;
  /** How long a file may hold up its reader, and how much memory that may take. */
  reading?: Partial<ReadingLimits>;
  /** Time to finish what is under way after `signal`, in milliseconds. */
  drainMs?: number;
  /** Loopback port of `GET /metrics` (Prometheus); none where absent. */
  metricsPort?: number;
  /** Where programs are run; none where absent. */
  sandbox?: OpenedSandbox;
  log: Log;
  /** Ends the runner: no new leases, samples under way are finished and reported, then the promise resolves. */
  signal: AbortSignal;
};

/** Threads for verdicts: one core is left to reading and reporting, and more than four are never the bottleneck. */
const VERIFIER_THREADS = Math.min(4, Math.max(1, availableParallelism() - 1));

export const RUNNER_KINDS: readonly ShardKind[] = ["probe", "ingest", "generate", "verify", "assess"];

/** Runs until the signal. Rejects only where the server refuses the token. */
export async function startRunner(options: RunnerOptions): Promise<void> {
  const http = createTrustedHttp({ headersTimeoutMs: 60_000, bodyIdleMs: 120_000 });
  const metrics = new RunnerMetrics();
  const client = metrics.watching(createServerClient({ http, server: options.server, token: options.token }));
  const hosts = options.engines ?? [];
  const engines = createEngines(hosts, options.limits);
  metrics.watchAccounts(() => engines.accounts.totals());
  const folder = path.join(options.home, "journal");
  await pruneJournals(folder, Date.now());
  const journals = new Journals(folder);
  const { log } = options;
  const pool = new VerifierPool({ size: VERIFIER_THREADS });
  const readers = new UploadReaders(options.reading);
  const code = codeJudgeOf(options);
  const places = new SharedPlaces();
  const draining = () => options.signal.aborted;
  const shop = { client, engines, journals, pool, readers, code, places, draining, log };
  const served = options.metricsPort === undefined ? null : await serveMetrics(metrics, options.metricsPort);
  options.log.info({ server: options.server, name: options.name, metrics: served?.url }, "runner starts");
  try {
    await leaseLoop({
      client,
      describe: async () => ({
        name: options.name,
        version: options.version ?? "0.1.0",
        engines: [...(await Promise.all(hosts.map((host) => host.describe()))), ...sandboxInfo(options)],
      }),
      kinds: options.kinds ?? RUNNER_KINDS,
      capacity: options.capacity ?? 4,
      work: metrics.counted((lease, control) => workLease(shop, lease, control)),
      signal: options.signal,
      log: options.log,
      drainMs: options.drainMs ?? 15_000,
    });
  } finally {
    const parts = [engines, http, pool, readers];
    await Promise.all([served?.close(), code?.close(), ...parts.map((part) => part.close())]);
    if (pool.killed > 0) log.warn({ killed: pool.killed }, "verdicts were killed at their budget");
    options.log.info({ name: options.name }, "runner stopped");
  }
}

function codeJudgeOf({ sandbox, home }: RunnerOptions): CodeJudge | null {
  if (!sandbox?.sandbox) return null;
  const concurrency = availableParallelism();
  return new CodeJudge(sandbox.sandbox, { folder: path.join(home, "expected-outputs"), concurrency });
}

/** The sandbox is told beside the engines that run models. */
const sandboxInfo = ({ sandbox }: RunnerOptions): EngineInfo[] =>
  sandbox === undefined
    ? []
    : [{ name: "sandbox", models: [], capabilities: [], hardware: null, sandbox: sandbox.report }];

import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { SandboxReport } from "@/contracts/code-verdict";
import type { ProbeResult } from "@/contracts/runner";
import type { Secret } from "@/contracts/secret";
import { type Http, NetError } from "@/net";
import type { EngineHost } from "../engines/engine";

/** One thing that was tried: what was found, and where it is not well what to do. */
export type Finding = { what: string; state: "ok" | "warning" | "failed"; message: string };

export type Patient = {
  http: Http;
  /** Address of the platform. */
  server: string;
  token: Secret | null;
  /** Folder of the runner's journal. */
  home: string;
  engines: readonly EngineHost[];
  sandbox: SandboxReport;
  /** Asks a model server that submissions would name; absent where none was named. */
  endpoint?: () => Promise<ProbeResult>;
  now: () => number;
};

const LEAST_FREE_BYTES = 1_000_000_000;
/** Signed calls between workflow engine and site bear five minutes; leases are counted by the server's clock alone. */
const MOST_SKEW_MS = 60_000;
const TIMEOUT_MS = 15_000;

/** Tries everything that a runner needs, in the order in which it needs it. Never throws for what it finds. */
export async function* examine(patient: Patient): AsyncIterable<Finding> {
  yield await homeOf(patient);
  yield await serverOf(patient);
  yield await keyOf(patient);
  for (const host of patient.engines) yield await engineOf(host);
  if (patient.engines.length === 0) {
    yield finding(
      "engines",
      "warning",
      "none of its own; it can still call submitted endpoints, verify and ingest",
    );
  }
  yield sandboxOf(patient.sandbox);
  if (patient.endpoint !== undefined) yield endpointOf(await patient.endpoint());
}

async function homeOf({ home }: Patient): Promise<Finding> {
  try {
    await mkdir(home, { recursive: true });
    const probe = path.join(home, ".doctor");
    await writeFile(probe, "");
    await rm(probe);
    const disk = await statfs(home);
    const free = disk.bavail * disk.bsize;
    const megabytes = Math.round(free / 1e6);
    return free < LEAST_FREE_BYTES
      ? finding("journal", "warning", `${home}: ${megabytes} MB free; journals of long runs need more`)
      : finding("journal", "ok", `${home}: writable, ${megabytes} MB free`);
  } catch (error) {
    return finding("journal", "failed", `${home} cannot be written (${reason(error)}); set PLUMBLINE_HOME`);
  }
}

const healthSchema = z.object({ version: z.string(), commit: z.string() });

async function serverOf(patient: Patient): Promise<Finding> {
  try {
    const answer = await get(patient, "/api/health");
    const { version, commit } = healthSchema.parse(JSON.parse(answer.text));
    const skewMs = Math.abs(Date.parse(answer.date) - patient.now());
    if (skewMs > MOST_SKEW_MS) {
      const seconds = Math.round(skewMs / 1000);
      return finding(
        "server",
        "warning",
        `${patient.server}: its clock and this one are ${seconds} s apart; set both by NTP`,
      );
    }
    return finding("server", "ok", `${patient.server}: version ${version} (${commit})`);
  } catch (error) {
    return finding(
      "server",
      "failed",
      `${patient.server} does not answer (${reason(error)}); check --server and the way there`,
    );
  }
}

const meSchema = z.object({ signedIn: z.boolean(), scopes: z.array(z.string()) });

async function keyOf(patient: Patient): Promise<Finding> {
  const advice = "make one: plumbline keys create --name NAME --scope runner --trusted";
  if (patient.token === null)
    return finding("key", "failed", `no --token and no PLUMBLINE_RUNNER_TOKEN; ${advice}`);
  try {
    const answer = await get(patient, "/api/v1/me");
    if (answer.status === 401)
      return finding("key", "failed", `the server does not know this key; ${advice}`);
    const { scopes } = meSchema.parse(JSON.parse(answer.text));
    return scopes.includes("runner")
      ? finding("key", "ok", `scopes ${scopes.join(", ")}; the health page shows whether it is trusted`)
      : finding("key", "failed", `its scopes are ${scopes.join(", ") || "none"}, not runner; ${advice}`);
  } catch (error) {
    return finding("key", "failed", `could not be tried (${reason(error)})`);
  }
}

async function get(patient: Patient, route: string): Promise<{ status: number; text: string; date: string }> {
  const answer = await patient.http.send({
    method: "GET",
    url: `${patient.server.replace(/\/+$/, "")}${route}`,
    headers: patient.token === null ? {} : { authorization: `Bearer ${patient.token.reveal()}` },
    timeoutMs: TIMEOUT_MS,
    maxBytes: 1_000_000,
  });
  return { status: answer.status, text: await answer.text(), date: String(answer.headers.date ?? "") };
}

async function engineOf(host: EngineHost): Promise<Finding> {
  try {
    const info = await host.describe();
    const models = info.models.join(", ") || "no model";
    return finding(
      `engine ${info.name}`,
      "ok",
      `${models}; ${info.hardware ?? "hardware unknown"}; ${info.capabilities.join(" ")}`,
    );
  } catch (error) {
    return finding("engine", "failed", reason(error));
  }
}

function sandboxOf(report: SandboxReport): Finding {
  if (report.ok)
    return finding("sandbox", "ok", `${report.engine} ${report.version}, Python ${report.python}`);
  return finding("sandbox", "warning", `programs cannot be judged here: ${report.reason}`);
}

function endpointOf(result: ProbeResult): Finding {
  if (!result.ok) return finding("endpoint", "failed", `${result.code}: ${result.message}`);
  const latency = result.latencyMs === null ? "" : ` after ${result.latencyMs} ms`;
  return finding("endpoint", "ok", `answers${latency}; can ${result.capabilities.join(" ")}`);
}

const finding = (what: string, state: Finding["state"], message: string): Finding => ({
  what,
  state,
  message,
});

function reason(error: unknown): string {
  if (error instanceof NetError) return error.code;
  return error instanceof Error ? (error.message.split("\n", 1)[0]?.slice(0, 200) ?? "") : String(error);
}

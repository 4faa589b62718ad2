import { createServer, type ServerResponse } from "node:http";
import { type Lease, leaseRequestSchema, type Report, reportRequestSchema } from "@/contracts/runner";
import { listenOnLoopback } from "./loopback";

type Given = Pick<Lease, "work"> & { input?: string | Uint8Array; problems?: readonly unknown[] };

const shardId = (index: number) => `shd_${String(index).padStart(20, "0")}`;

/**
 * The server's half of the lease protocol in memory: hands out the given work in order and keeps every report.
 * `onReport` may answer a report itself (return true) to play a fault.
 */
export async function leaseServer(
  options: {
    onReport?: (report: Report, response: ServerResponse, count: number) => boolean;
    onHeartbeat?: () => string[];
  } = {},
) {
  const waiting: Lease[] = [];
  const given = new Map<string, Given>();
  const reports: Report[] = [];
  const watchers: (() => void)[] = [];
  let received = 0;
  let shards = 0;
  const json = (response: ServerResponse, status: number, value: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://server");
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body: unknown = parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString("utf8")) : null;
    if (request.headers.authorization !== "Bearer pl_runner") {
      json(response, 401, {
        error: { code: "unauthenticated", message: "Unknown key.", hint: "Use a runner key." },
      });
      return;
    }
    const name = url.pathname.replace("/api/v1/runner/", "");
    if (name === "lease") {
      const asked = leaseRequestSchema.parse(body);
      const leases = waiting.filter((lease) => asked.kinds.includes(lease.work.kind)).slice(0, asked.max);
      for (const lease of leases) waiting.splice(waiting.indexOf(lease), 1);
      json(response, 200, { leases, retryAfterMs: 20 });
    } else if (name === "heartbeat") {
      json(response, 200, { renewed: [], lost: options.onHeartbeat?.() ?? [] });
    } else if (name === "report") {
      const report = reportRequestSchema.parse(body);
      if (options.onReport?.(report, response, ++received) === true) return;
      reports.push(report);
      json(response, 200, { stored: report.samples.length, duplicates: 0 });
      for (const watch of watchers) watch();
    } else {
      const [, id = "", part] = name.split("/");
      const shard = given.get(id);
      const problems = (shard?.problems ?? []).map((problem) => `${JSON.stringify(problem)}\n`).join("");
      response.writeHead(200).end(part === "problems" ? problems : (shard?.input ?? ""));
    }
  });
  const { origin, close } = await listenOnLoopback(server);
  return {
    url: origin,
    reports,
    /** Puts work in the queue; gives its shard id. */
    give(work: Given, runId = "run_00000000000000000000"): string {
      const id = shardId(shards++);
      given.set(id, work);
      const lease = {
        shardId: id,
        leaseGeneration: 1,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
        runId,
        submissionId: "sub_00000000000000000000",
        work: work.work,
      };
      waiting.push(lease as Lease);
      return id;
    },
    /** All reports of a shard once its last one is there. */
    async ended(id: string): Promise<Report[]> {
      const own = () => reports.filter((report) => report.shardId === id);
      while (!own().some((report) => report.done)) {
        await new Promise<void>((resolve) => watchers.push(resolve));
      }
      return own();
    },
    [Symbol.asyncDispose]: close,
  };
}

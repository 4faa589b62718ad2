import type { z } from "zod";
import { errorBodySchema } from "@/contracts/errors";
import {
  type HeartbeatRequest,
  type HeartbeatResponse,
  heartbeatResponseSchema,
  LEASE,
  type Lease,
  type LeaseRequest,
  type LeaseResponse,
  leaseResponseSchema,
  type ReportRequest,
  type ReportResponse,
  reportResponseSchema,
} from "@/contracts/runner";
import type { Secret } from "@/contracts/secret";
import { type Http, type HttpAnswer, NetError } from "@/net";

export type LeaseRef = Pick<Lease, "shardId" | "leaseGeneration">;

/** An answer of the server that is not a success. `stale` means that the lease is no longer ours. */
export class ServerError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(status: number, message: string, retryAfterMs: number | null) {
    super(message);
    this.name = "ServerError";
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  get stale(): boolean {
    return this.status === 409;
  }
}

/** True for failures that may be over soon: the server is away, restarting or busy. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NetError) return error.code !== "aborted";
  return (
    error instanceof ServerError && (error.status >= 500 || error.status === 429 || error.status === 408)
  );
}

export type ServerClient = {
  lease(request: LeaseRequest, signal: AbortSignal): Promise<LeaseResponse>;
  heartbeat(request: HeartbeatRequest): Promise<HeartbeatResponse>;
  report(request: ReportRequest, signal: AbortSignal): Promise<ReportResponse>;
  /** What a verify or ingest lease works on, from byte `start`. */
  input(lease: LeaseRef, signal: AbortSignal, start?: number): AsyncIterable<Uint8Array>;
  /** One judged problem a line. */
  problems(lease: LeaseRef, signal: AbortSignal): AsyncIterable<Uint8Array>;
};

const STREAM_MS = 24 * 3_600_000;

/** The runner's side of the lease protocol. Every answer is parsed; every failure is a `NetError` or a `ServerError`. */
export function createServerClient(options: { http: Http; server: string; token: Secret }): ServerClient {
  const base = options.server.replace(/\/+$/, "");
  const headers = () => ({ authorization: `Bearer ${options.token.reveal()}` });
  const post = async <Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    timing: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<z.output<Schema>> => {
    const answer = await options.http.send({
      method: "POST",
      url: `${base}/api/v1/runner/${path}`,
      headers: { ...headers(), "content-type": "application/json" },
      body: JSON.stringify(body),
      maxBytes: 64 * 1024 ** 2,
      ...timing,
    });
    if (answer.status !== 200) throw await serverError(answer);
    return schema.parse(JSON.parse(await answer.text()));
  };
  async function* stream(path: string, signal: AbortSignal, start: number): AsyncIterable<Uint8Array> {
    const range: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
    const answer = await options.http.send({
      method: "GET",
      url: `${base}/api/v1/runner/shards/${path}`,
      headers: { ...headers(), ...range },
      timeoutMs: STREAM_MS,
      maxBytes: Number.POSITIVE_INFINITY,
      signal,
    });
    if (answer.status !== (start > 0 ? 206 : 200)) throw await serverError(answer);
    yield* answer.body;
  }
  const place = (lease: LeaseRef, part: string) =>
    `${lease.shardId}/${part}?leaseGeneration=${lease.leaseGeneration}`;
  return {
    lease: (request, signal) =>
      post("lease", request, leaseResponseSchema, { timeoutMs: LEASE.longPollMs + 20_000, signal }),
    heartbeat: (request) =>
      post("heartbeat", request, heartbeatResponseSchema, { timeoutMs: LEASE.heartbeatMs }),
    report: (request, signal) => post("report", request, reportResponseSchema, { timeoutMs: 60_000, signal }),
    input: (lease, signal, start = 0) => stream(place(lease, "input"), signal, start),
    problems: (lease, signal) => stream(place(lease, "problems"), signal, 0),
  };
}

async function serverError(answer: HttpAnswer): Promise<ServerError> {
  const text = await answer.text().catch(() => "");
  let message = `The server answered ${answer.status}.`;
  try {
    const body = errorBodySchema.parse(JSON.parse(text)).error;
    message = `${body.message} ${body.hint}`;
  } catch {
    // Not one of our errors: a proxy's page. The status says enough.
  }
  const seconds = Number(answer.headers["retry-after"] ?? Number.NaN);
  return new ServerError(answer.status, message, Number.isFinite(seconds) ? seconds * 1000 : null);
}

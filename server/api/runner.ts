import { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { shardIdSchema } from "@/contracts/ids";
import { heartbeatRequestSchema, LEASE, leaseRequestSchema, reportRequestSchema } from "@/contracts/runner";
import { requireScope } from "@/server/domain/account";
import type { Ctx } from "@/server/domain/ctx";
import { heartbeatShards, leaseShards, readShardInput, readShardProblems } from "@/server/domain/shard";
import { acceptReport } from "@/server/domain/verification";
import { boundedJson } from "./bounded-request";
import { byteStream, ndjsonStream, parseRange } from "./plain-streams";
import { requestContext } from "./request-context";
import { guarded } from "./rest";

type Identify = (request: Request) => Promise<Ctx>;

/** Names, versions and engines of a runner; far below this. */
const LEASE_BODY_BYTES = 256 * 1024;

const utf8 = new TextDecoder();

const leaseQuerySchema = z.object({ leaseGeneration: z.coerce.number().int().min(0) });

/** `POST /api/v1/runner/lease`: waits up to 25 s for work. */
export function handleLease(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    await takeFromBucket(ctx);
    const body = await bodyOf(request, leaseRequestSchema, LEASE_BODY_BYTES);
    return json(await leaseShards(ctx, body, request.signal));
  });
}

/** `POST /api/v1/runner/heartbeat`. */
export function handleHeartbeat(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    await takeFromBucket(ctx);
    return json(await heartbeatShards(ctx, await bodyOf(request, heartbeatRequestSchema, LEASE_BODY_BYTES)));
  });
}

/** `POST /api/v1/runner/report`: at most 4 MB and 200 samples. */
export function handleReport(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    await takeFromBucket(ctx);
    return json(await acceptReport(ctx, await bodyOf(request, reportRequestSchema, LEASE.reportBytes)));
  });
}

/** `GET /api/v1/runner/shards/{id}/input`: the upload's bytes (`Range` is honoured), or stored samples as NDJSON. */
export function handleShardInput(
  request: Request,
  id: string,
  identify: Identify = requestContext,
): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    await takeFromBucket(ctx);
    const input = await readShardInput(ctx, leaseOf(request, id));
    if (input.type !== "upload") return ndjson(input.lines);
    const range = parseRange(request.headers.get("range"), input.bytes);
    const headers: Record<string, string> = {
      "content-type": "application/octet-stream",
      "accept-ranges": "bytes",
      "cache-control": "no-store",
      "content-length": String((range?.end ?? input.bytes) - (range?.start ?? 0)),
    };
    if (range !== null) headers["content-range"] = `bytes ${range.start}-${range.end - 1}/${input.bytes}`;
    return new Response(byteStream(input.read(range ?? undefined)), {
      status: range === null ? 200 : 206,
      headers,
    });
  });
}

/** `GET /api/v1/runner/shards/{id}/problems`: problems with golds as NDJSON, for trusted runners. */
export function handleShardProblems(
  request: Request,
  id: string,
  identify: Identify = requestContext,
): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    await takeFromBucket(ctx);
    return ndjson(await readShardProblems(ctx, leaseOf(request, id)));
  });
}

async function takeFromBucket(ctx: Ctx): Promise<void> {
  const actor = requireScope(ctx, "runner");
  await ctx.limiter.take("runner", actor.apiKeyId ?? actor.accountId);
}

function leaseOf(request: Request, id: string) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return { shardId: parsed(shardIdSchema, id), ...parsed(leaseQuerySchema, query) };
}

async function bodyOf<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  // A body of nothing stands for an empty object, as it does everywhere.
  const text = utf8.decode(await boundedJson(request, maxBytes)) || "{}";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PlumblineError("invalid_input", "The body is not valid JSON.", {
      hint: "Send one JSON object as UTF-8.",
    });
  }
  return parsed(schema, value);
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join(".") ?? "";
  throw new PlumblineError("invalid_input", `${field}: ${issue?.message ?? "not valid"}`, {
    hint: "Runner and server speak the same version of the lease protocol; update the older one.",
  });
}

function json(value: unknown): Response {
  return Response.json(value, { headers: { "cache-control": "no-store" } });
}

function ndjson(lines: AsyncIterable<unknown>): Response {
  return new Response(ndjsonStream(lines), {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
}

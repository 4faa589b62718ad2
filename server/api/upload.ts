import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import Busboy from "@fastify/busboy";
import { PlumblineError } from "@/contracts/errors";
import type { Ctx } from "@/server/domain/ctx";
import { createTraceSubmission } from "@/server/domain/submission";
import { bodyOf } from "./bounded-request";
import { receiptOf } from "./receipt";
import { requestContext } from "./request-context";
import { guarded, handleRest } from "./rest";

const FIELDS = ["benchmark", "model", "method", "filename", "visibility", "models"] as const;
const FIELD_BYTES = 4096;

/**
 * `POST /api/v1/submissions`: an endpoint as JSON, or traces as `multipart/form-data` or as the body itself. Traces are
 * streamed into the upload store; at no time is a file in memory.
 */
export async function handleSubmission(
  request: Request,
  identify: (request: Request) => Promise<Ctx> = requestContext,
): Promise<Response> {
  const type = request.headers.get("content-type")?.toLowerCase() ?? "";
  if (type === "" || type.startsWith("application/json")) return handleRest(request, identify);
  return guarded(request, identify, async (ctx) => {
    if (ctx.address !== "local")
      await ctx.limiter.take("submit", ctx.actor.type === "account" ? ctx.actor.accountId : ctx.address);
    const submissionId = type.startsWith("multipart/form-data")
      ? await fromMultipart(ctx, request)
      : await fromBody(ctx, request);
    return Response.json(await receiptOf(ctx, submissionId), {
      status: 202,
      headers: { "cache-control": "no-store" },
    });
  });
}

async function fromBody(ctx: Ctx, request: Request): Promise<string> {
  if (request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    throw new PlumblineError("invalid_input", "The body is a web form.", {
      hint: "Send JSON with `content-type: application/json`, or a file with `content-type: application/octet-stream`.",
    });
  }
  const { submissionId } = await createTraceSubmission(ctx, fieldsOf(request), bodyOf(request), {
    idempotencyKey: request.headers.get("idempotency-key"),
    contentLength: contentLength(request),
  });
  return submissionId;
}

/** Fields may stand in the address too; those in the form win. The file part must come after them. */
async function fromMultipart(ctx: Ctx, request: Request): Promise<string> {
  const parser = Busboy({
    headers: { "content-type": request.headers.get("content-type") ?? "" },
    limits: { files: 1, fields: 20, fieldSize: FIELD_BYTES, parts: 24 },
  });
  const fields: Record<string, string> = fieldsOf(request);
  let created: Promise<string> | null = null;
  parser.on("field", (name: string, value: string) => {
    const field = FIELDS.find((one) => one === name);
    if (field !== undefined) fields[field] = value;
  });
  parser.on("file", (_name: string, file: Readable, filename: string) => {
    const input = { ...(filename ? { filename } : {}), ...fields };
    const options = {
      idempotencyKey: request.headers.get("idempotency-key"),
      contentLength: contentLength(request),
    };
    created = createTraceSubmission(ctx, input, file, options).then(({ submissionId }) => submissionId);
    // What is not read would hold up the parser for ever.
    created.catch(() => file.resume());
    // A part that breaks off says so after its reader may have gone: without an ear that ends the process.
    file.on("error", () => {});
  });
  try {
    await pipeline(Readable.from(bodyOf(request)), parser);
  } catch (cause) {
    if (created !== null) await created;
    throw new PlumblineError("bad_upload", "The multipart body is damaged or broke off.", {
      hint: "Send the fields first and then one file, for example with curl -F.",
      cause,
    });
  }
  if (created === null) {
    throw new PlumblineError("bad_upload", "The form has no file.", {
      hint: "Send the fields benchmark and model first, and then the file as the last part.",
    });
  }
  return created;
}

function fieldsOf(request: Request): Record<string, string> {
  const query = new URL(request.url).searchParams;
  return Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function contentLength(request: Request): number | null {
  const text = request.headers.get("content-length");
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

import { type MemoryLocker, Server } from "@tus/server";
import { ERROR_CODES, type ErrorCode, errorStatus, PlumblineError } from "@/contracts/errors";
import { SUBMISSION_HEADER, type UploadView } from "@/contracts/upload";
import { requireScope } from "@/server/domain/account";
import type { Ctx } from "@/server/domain/ctx";
import { finishUpload, ownUpload } from "@/server/domain/submission";
import { errorResponse, logInternal, toPlumblineError } from "./error-mapper";
import { requestContext } from "./request-context";
import { guarded } from "./rest";
import { TusStore } from "./tus-store";
import { uploadLocks } from "./upload-locks";

const PATH = "/api/v1/uploads";

/**
 * Uploads in parts by the tus protocol 1.0: POST announces a file with the fields of a submission as its metadata, PATCH adds
 * a part, HEAD tells where it stands, DELETE takes it back. With the last byte the submission is made and named in the header
 * `plumbline-submission`; a HEAD of a complete upload makes it where the server was stopped before. GET answers JSON.
 */
export function handleUploadParts(
  request: Request,
  identify: (request: Request) => Promise<Ctx> = requestContext,
): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    const actor = requireScope(ctx, "submit");
    const bucket = request.method === "POST" ? "submit" : "read";
    if (ctx.address !== "local") await ctx.limiter.take(bucket, actor.accountId);
    const id = new URL(request.url).pathname.slice(PATH.length + 1);
    if (request.method === "GET") return Response.json(await viewOf(ctx, id), { headers: NO_STORE });
    if (request.method === "HEAD") await finishUpload(ctx, id);
    const response = await answer(ctx, request, uploadLocks());
    if (response.ok && (request.method === "HEAD" || request.method === "PATCH")) {
      const { submissionId } = await ownUpload(ctx, id);
      if (submissionId !== null) response.headers.set(SUBMISSION_HEADER, submissionId);
    }
    return response;
  });
}

const NO_STORE = { "cache-control": "no-store" };

async function answer(ctx: Ctx, request: Request, locker: MemoryLocker): Promise<Response> {
  let failure: PlumblineError | null = null;
  const server = new Server({
    path: PATH,
    datastore: new TusStore(ctx),
    locker,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: ctx.settings.uploadLimits.compressedBytes,
    namingFunction: () => ctx.ids.create("upload"),
    onUploadFinish: async (_request, { id }) => {
      await finishUpload(ctx, id);
      return {};
    },
    onResponseError: (_request, error) => {
      failure = ourError(error, ctx.settings.uploadLimits.compressedBytes);
      return undefined;
    },
  });
  const response = await server.handleWeb(request);
  if (response.ok) return response;
  const told = failure ?? protocolError(response.status, await response.text());
  logInternal(ctx.log, told, `${request.method} ${PATH}`);
  const refusal = errorResponse(told);
  for (const [name, value] of response.headers)
    if (/^(tus|upload)-/.test(name)) refusal.headers.set(name, value);
  return refusal;
}

async function viewOf(ctx: Ctx, id: string): Promise<UploadView> {
  const row = await ownUpload(ctx, id);
  return {
    uploadId: row.id,
    bytes: row.bytes,
    receivedBytes: row.received,
    expiresAt: row.expiresAt.toISOString(),
    submissionId: row.submissionId,
  };
}

/** Our verbs throw our errors; what the library throws has a status and a sentence. */
function ourError(error: Error | { status_code: number; body: string }, maxBytes: number): PlumblineError {
  if (!("status_code" in error)) return toPlumblineError(error);
  if (error.status_code === 413) {
    return new PlumblineError(
      "payload_too_large",
      `The upload is larger than ${maxBytes} bytes, or than announced.`,
      {
        hint: "Compress it with gzip, or split it.",
      },
    );
  }
  return protocolError(error.status_code, error.body);
}

function protocolError(status: number, body: string): PlumblineError {
  const code = ERROR_CODES.find((one) => errorStatus(one) === status) ?? fallback(status);
  return new PlumblineError(code, `The upload was refused: ${body.trim().slice(0, 200)}.`, {
    hint: "Use a client of the tus protocol 1.0, or send the file at once with POST /api/v1/submissions.",
  });
}

const fallback = (status: number): ErrorCode => (status >= 500 ? "unavailable" : "invalid_input");

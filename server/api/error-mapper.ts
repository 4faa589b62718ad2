import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { type ErrorCode, errorStatus, PlumblineError } from "@/contracts/errors";
import type { Log } from "@/contracts/platform";

type TrpcCode = TRPCError["code"];

const TRPC_CODES: Record<number, TrpcCode> = {
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  503: "SERVICE_UNAVAILABLE",
};

const FROM_TRPC: Partial<Record<TrpcCode, { code: ErrorCode; message: string; hint: string }>> = {
  NOT_FOUND: {
    code: "not_found",
    message: "There is nothing at this address.",
    hint: "See /api/openapi.json for all addresses.",
  },
  METHOD_NOT_SUPPORTED: {
    code: "method_not_allowed",
    message: "This address does not take this method.",
    hint: "See /api/openapi.json for its methods.",
  },
  PARSE_ERROR: {
    code: "invalid_input",
    message: "The body is not valid JSON.",
    hint: "Send one JSON object as UTF-8.",
  },
  BAD_REQUEST: {
    code: "invalid_input",
    message: "The input is not valid.",
    hint: "See /api/openapi.json for the fields.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    code: "invalid_input",
    message: "The body is not JSON.",
    hint: "Send `content-type: application/json`.",
  },
  PAYLOAD_TOO_LARGE: {
    code: "payload_too_large",
    message: "The body is too large.",
    hint: "Send a smaller one; see docs/api.md for the limits.",
  },
};

/** Whatever was thrown as the one error that callers see. Unknown errors become `internal`, without their message. */
export function toPlumblineError(error: unknown): PlumblineError {
  if (error instanceof PlumblineError) return error;
  if (error instanceof TRPCError) {
    if (error.cause instanceof PlumblineError) return error.cause;
    // A failed output schema is our mistake, not the caller's.
    if (error.cause instanceof z.core.$ZodError && error.code === "BAD_REQUEST") return fromZod(error.cause);
    const known = FROM_TRPC[error.code];
    if (known !== undefined)
      return new PlumblineError(known.code, known.message, { hint: known.hint, cause: error });
  }
  return new PlumblineError("internal", "Something went wrong on our side.", {
    hint: "Try again later; the operator finds the cause in the log.",
    cause: error,
  });
}

/** The same error for tRPC's own transport, with the status that the code stands for. */
export function toTrpcError(error: PlumblineError): TRPCError {
  const code = TRPC_CODES[errorStatus(error.code)] ?? "INTERNAL_SERVER_ERROR";
  return new TRPCError({ code, message: error.message, cause: error });
}

/** The public answer to a failed request: status, body, `Retry-After`. */
export function errorResponse(error: PlumblineError): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (error.retryAfterSeconds !== null) headers.set("retry-after", String(error.retryAfterSeconds));
  if (error.code === "unauthenticated") headers.set("www-authenticate", "Bearer");
  return Response.json(error.toBody(), { status: errorStatus(error.code), headers });
}

/** Logs what the caller is not told. */
export function logInternal(log: Log, error: PlumblineError, where: string): void {
  if (error.code === "internal") log.error({ where, error: error.cause }, "A request failed unexpectedly.");
}

function fromZod(error: z.core.$ZodError): PlumblineError {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  return new PlumblineError(
    "invalid_input",
    `${field === "" ? "" : `${field}: `}${issue?.message ?? "not valid"}`,
    {
      hint: "Correct the field and send it again; see /api/openapi.json.",
      cause: error,
    },
  );
}

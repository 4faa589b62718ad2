import { z } from "zod";
import { retryAfterMs } from "./backoff";
import { type Op, opSchema, readError, type WorkflowError } from "./protocol";

export type AppResponse = { status: number; header(name: string): string | undefined; text: string };

/** What one call of the app came to. */
export type Answer =
  | {
      kind: "ops";
      ops: Op[];
      noRetry: boolean;
      retryAfterMs: number | null;
      requestVersion: number | null;
    }
  | { kind: "returned"; output: unknown; requestVersion: number | null }
  | { kind: "threw"; error: WorkflowError; noRetry: boolean; retryAfterMs: number | null }
  /** The request cannot have run: it does not count as an attempt. */
  | { kind: "undelivered"; message: string }
  /** The run's time to finish was over before the call began. */
  | { kind: "overtime" };

/** Reads an answer of the app; everything that is not a genuine SDK answer is a failed attempt, even a 200 of a proxy's page. */
export function readAnswer(response: AppResponse, now: Date): Answer {
  const noRetry = response.header("x-inngest-no-retry") === "true";
  const waitMs = retryAfterMs(response.header("retry-after"), now);
  const failed = (error: WorkflowError): Answer => ({ kind: "threw", error, noRetry, retryAfterMs: waitMs });
  const notUnderstood = (why: string): Answer => ({
    kind: "threw",
    error: { name: "BadAnswer", message: `The app answered ${response.status} ${why}.` },
    noRetry: false,
    retryAfterMs: null,
  });
  if (response.header("x-inngest-sdk") === undefined)
    return notUnderstood(
      response.status === 401
        ? "because it does not accept our signature; INNGEST_SIGNING_KEY differs between app and executor"
        : "without the SDK's header, so this is not an answer of the Inngest SDK",
    );
  const body = parseJson(response.text);
  if (!body.ok) return notUnderstood("with a body that is no JSON");
  const version = Number(response.header("x-inngest-req-version"));
  const requestVersion = Number.isInteger(version) ? version : null;
  if (response.status === 200) return { kind: "returned", output: body.value, requestVersion };
  if (response.status === 206) {
    const ops = z.array(opSchema).safeParse(body.value);
    if (!ops.success) return notUnderstood(`with steps that cannot be read: ${z.prettifyError(ops.error)}`);
    return { kind: "ops", ops: ops.data, noRetry, retryAfterMs: waitMs, requestVersion };
  }
  if (response.status === 201)
    return notUnderstood("as a stream, which the embedded executor does not support");
  return failed(readError(body.value));
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

import { PlumblineError } from "@/contracts/errors";
import { type TraceSubmission, traceSubmissionSchema } from "@/contracts/submission";
import { resolveBenchmark } from "../catalog";
import type { Ctx } from "../ctx";
import { checkMethod, pinnedName } from "./check-request";
import { parseInput } from "./parse-input";

/**
 * The words about a trace file, checked before a byte of it is read: fields, method, benchmark (its version is pinned) and,
 * where it is known, the length.
 */
export async function checkTraceRequest(
  ctx: Ctx,
  input: unknown,
  contentLength: number | null,
): Promise<TraceSubmission> {
  const parsed = parseInput(traceSubmissionSchema, input);
  checkMethod(parsed.method, {});
  const target = await resolveBenchmark(ctx, parsed.benchmark);
  const maxBytes = ctx.settings.uploadLimits.compressedBytes;
  if ((contentLength ?? 0) > maxBytes) {
    throw new PlumblineError("payload_too_large", `The upload is larger than ${maxBytes} bytes.`, {
      hint: "Compress it with gzip, or split it.",
    });
  }
  return { ...parsed, benchmark: pinnedName(target) };
}

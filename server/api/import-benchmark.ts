import { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { requireAdmin } from "@/server/domain/account";
import { importBenchmark, readImport } from "@/server/domain/catalog";
import type { Ctx } from "@/server/domain/ctx";
import { bodyOf } from "./bounded-request";
import { requestContext } from "./request-context";
import { guarded } from "./rest";

const optionsSchema = z.object({
  canonical: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
  corrects: z.coerce.number().int().min(1).optional(),
});

/**
 * `POST /api/v1/benchmarks/{slug}/import`: the card and its problems as NDJSON; `slug` as it stands in the address.
 * Administrators only.
 */
export function handleImport(
  request: Request,
  slug: string,
  identify: (request: Request) => Promise<Ctx> = requestContext,
): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    requireAdmin(ctx);
    if (ctx.address !== "local" && ctx.actor.type === "account")
      await ctx.limiter.take("write", ctx.actor.accountId);
    const options = optionsSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!options.success)
      throw invalid("The query is not valid.", "Send canonical=true|false and corrects=NUMBER.");
    const { card, problems } = await readImport(bodyOf(request), decoded(slug));
    return Response.json(await importBenchmark(ctx, { card, problems, ...options.data }));
  });
}

/** A name in an address may be written in percent codes; one that is none of them names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid("The address is not written in UTF-8.", "Write the slug of the benchmark plainly.");
  }
}

function invalid(message: string, hint: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint });
}

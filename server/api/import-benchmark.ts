import { z } from "zod";
import {
  type BenchmarkCardInput,
  benchmarkCardSchema,
  type ProblemInput,
  problemInputSchema,
} from "@/contracts/benchmark";
import { PlumblineError } from "@/contracts/errors";
import { requireAdmin } from "@/server/domain/account";
import { importBenchmark, knownCard } from "@/server/domain/catalog";
import type { Ctx } from "@/server/domain/ctx";
import { bodyOf } from "./bounded-request";
import { requestContext } from "./request-context";
import { guarded } from "./rest";

const MAX_BYTES = 512 * 1024 ** 2;

const cardLineSchema = z.object({ card: benchmarkCardSchema });
const optionsSchema = z.object({
  canonical: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
  corrects: z.coerce.number().int().min(1).optional(),
});

/**
 * `POST /api/v1/benchmarks/{slug}/import`: one problem a line as JSON. The first line may be `{"card": …}`; without it
 * the card of the catalogue is taken. Administrators only.
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
    const { card, problems } = await readLines(request, slug);
    return Response.json(await importBenchmark(ctx, { card, problems, ...options.data }));
  });
}

async function readLines(request: Request, slug: string) {
  let card: BenchmarkCardInput | null = knownCard(slug);
  const problems: ProblemInput[] = [];
  for await (const { number, line } of lines(request)) {
    const value = parseJson(line, number);
    const own = number === 1 ? cardLineSchema.safeParse(value) : null;
    if (own?.success) {
      card = own.data.card;
      continue;
    }
    const parsed = problemInputSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw invalid(
        `Line ${number}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a problem"}.`,
        "Each line is a problem with id, statement and gold (docs/api.md).",
      );
    }
    problems.push(parsed.data);
  }
  if (card === null) {
    throw invalid(
      `The catalogue has no card for ${slug}.`,
      'Send the card as the first line: {"card": {"slug": …}} (docs/api.md).',
    );
  }
  if (card.slug !== slug && !(card.aliases ?? []).includes(slug))
    throw invalid(`The card is of ${card.slug}, not of ${slug}.`, "Use the slug of the card in the address.");
  return { card, problems };
}

async function* lines(request: Request): AsyncIterable<{ number: number; line: string }> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let bytes = 0;
  let number = 0;
  try {
    for await (const chunk of bodyOf(request)) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES)
        throw new PlumblineError("payload_too_large", `An import takes at most ${MAX_BYTES} bytes.`, {
          hint: "Split it into several benchmarks.",
        });
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        number += 1;
        if (line.trim() !== "") yield { number, line };
      }
    }
    rest += decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw invalid("The body is not UTF-8.", "Convert it to UTF-8 first.");
    throw error;
  }
  if (rest.trim() !== "") yield { number: number + 1, line: rest };
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw invalid(`Line ${number} is not JSON.`, "Send one JSON object a line.");
  }
}

function invalid(message: string, hint: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint });
}

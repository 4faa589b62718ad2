import { outcomeSchema } from "@/contracts/outcome";
import type { Ctx } from "@/server/domain/ctx";
import { boardCsv, getBoard, streamSamples } from "@/server/domain/leaderboard";
import { boardAnswer } from "./board-answers";
import { parseQuery } from "./parse-query";
import { ndjsonStream } from "./plain-streams";
import { requestContext } from "./request-context";
import { guarded, handleRest } from "./rest";
import { boardQuerySchema } from "./routers/leaderboard";
import { disagreeSchema } from "./routers/run";

type Identify = (request: Request) => Promise<Ctx>;

/** `GET /api/v1/leaderboards/{benchmark}`, and with `.csv` the same board as CSV. */
export function handleBoard(
  request: Request,
  benchmark: string,
  identify: Identify = requestContext,
): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    await takeRead(ctx);
    return boardAnswer(ctx, request, () => makeBoard(ctx, request, benchmark));
  });
}

async function makeBoard(ctx: Ctx, request: Request, benchmark: string): Promise<Response> {
  // Counted above, once: an answer from memory is one request as well.
  const platform = { ...ctx, address: "local" };
  if (!benchmark.endsWith(".csv")) return handleRest(request, async () => platform);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const name = benchmark.slice(0, -".csv".length);
  const board = await getBoard(ctx, parseQuery(boardQuerySchema, { ...query, benchmark: name }));
  return new Response(boardCsv(board), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${board.benchmark.slug}-v${board.version}.csv"`,
    },
  });
}

/** `GET /api/v1/runs/{id}/samples`, and with `?format=ndjson` all samples as a stream. */
export function handleSamples(
  request: Request,
  runId: string,
  identify: Identify = requestContext,
): Promise<Response> {
  const query = new URL(request.url).searchParams;
  if (query.get("format") !== "ndjson") return handleRest(request, identify);
  return guarded(request, identify, async (ctx) => {
    await takeRead(ctx);
    const outcome = query.get("outcome");
    const disagree = query.get("disagree");
    const samples = await streamSamples(ctx, {
      runId,
      outcome: outcome === null ? undefined : parseQuery(outcomeSchema, outcome),
      problemId: query.get("problem") ?? undefined,
      disagree: disagree !== null && parseQuery(disagreeSchema, disagree) === "1",
    });
    return new Response(ndjsonStream(samples), {
      headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
    });
  });
}

async function takeRead(ctx: Ctx): Promise<void> {
  await ctx.limiter.take("read", ctx.actor.type === "account" ? ctx.actor.accountId : ctx.address);
}

import { expect, it } from "vitest";
import { benchmarkVersion, boardSummary } from "@/db/schema";
import { boardAnswer } from "@/server/api/board-answers";
import { apiWorld } from "./api-world";

it("answers a board from memory until one is written, and 304 to who has it", async () => {
  await using world = await apiWorld();
  const ctx = world.platform.anonymous;
  let made = 0;
  const ask = (headers: Record<string, string> = {}, query = "metric=pass@1&model=m") =>
    boardAnswer(
      ctx,
      new Request(`http://127.0.0.1/api/v1/leaderboards/bundled?${query}`, { headers }),
      async () => Response.json({ made: ++made }),
    );
  const first = await ask();
  expect(await first.json()).toEqual({ made: 1 });
  expect(first.headers.get("cache-control")).toBe("no-cache");
  const again = await ask({ "accept-encoding": "gzip" }, "model=m&metric=pass@1");
  expect(again.headers.get("content-encoding")).toBeNull();
  expect(await again.json()).toEqual({ made: 1 });
  expect((await ask({ "if-none-match": first.headers.get("etag") ?? "" })).status).toBe(304);
  expect(await (await ask({}, "model=other")).json()).toEqual({ made: 2 });

  const [version] = await ctx.db.select().from(benchmarkVersion).limit(1);
  const updatedAt = new Date();
  await ctx.db
    .insert(boardSummary)
    .values({ benchmarkVersionId: version?.id ?? "", verifierKey: "answer:x:y", updatedAt });
  expect(await (await ask()).json()).toEqual({ made: 3 });
});

it("keeps no failure", async () => {
  await using world = await apiWorld();
  const request = new Request("http://127.0.0.1/api/v1/leaderboards/nowhere");
  let status = 404;
  const ask = () =>
    boardAnswer(world.platform.anonymous, request, async () => new Response(null, { status }));
  expect((await ask()).status).toBe(404);
  status = 200;
  expect((await ask()).status).toBe(200);
});

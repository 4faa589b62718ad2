import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { SYSTEMS } from "@/catalog/systems";
import { pageSchema } from "@/contracts/board";
import { claimPageSchema, systemSummarySchema, systemViewSchema } from "@/contracts/system";
import { claim, reportedResult, system } from "@/db/schema";
import { syncSystems } from "@/server/domain/claim";
import { apiWorld } from "./api-world";

it("keeps every system, claim and reported number in the database, the same after a second start", async () => {
  await using world = await apiWorld();
  const { db } = world.test;
  await syncSystems(world.platform.system);
  // What an older catalogue left behind goes away.
  await db.insert(claim).values({
    id: "sift-999",
    systemId: "sift",
    baseline: "b",
    treatment: "t",
    metric: "accuracy",
    benchmarkSlug: "aime2024",
    unit: "points",
    protocol: {},
    source: "an older catalogue",
  });
  await db.update(reportedResult).set({ value: 1 }).where(eq(reportedResult.id, "sift-0"));
  await syncSystems(world.platform.system);
  const rows = SYSTEMS.flatMap(({ tables }) => tables.flatMap((table) => table.rows));
  expect(await db.$count(system)).toBe(25);
  expect(await db.$count(claim)).toBe(SYSTEMS.flatMap(({ claims }) => claims).length);
  expect(await db.$count(reportedResult)).toBe(rows.length);
  const [abstract] = await db.select().from(reportedResult).where(eq(reportedResult.id, "sift-0"));
  expect(abstract).toMatchObject({
    benchmarkSlug: "aime2024",
    model: "DeepSeek-R1",
    value: 85.67,
    unit: "percent",
    protocol: { benchmark: "AIME2024", baseline: { name: "DeepSeek-R1 without SIFT", value: 78.33 } },
  });
  await expect(syncSystems(world.platform.anonymous)).rejects.toThrow("Only the platform itself");
});

it("answers with systems, one system and claims", async () => {
  await using world = await apiWorld();
  const systems = await world.call("GET", "/api/v1/systems");
  const { items } = pageSchema(systemSummarySchema).parse(systems.body);
  expect(items).toHaveLength(25);
  expect(items.find(({ id }) => id === "sift")?.coverage).toMatchObject({ status: "runnable" });

  const one = systemViewSchema.parse((await world.call("GET", "/api/v1/systems/sift")).body);
  expect(one.reported[0]?.rows[0]).toMatchObject({ benchmark: "aime2024", value: 85.67 });
  expect(one.measured).toEqual([]);
  expect((await world.call("GET", "/api/v1/systems/nothing")).status).toBe(404);

  const claims = claimPageSchema.parse((await world.call("GET", "/api/v1/claims?system=sift")).body);
  expect(claims.items).toHaveLength(one.claims.length);
  expect(claims.tally).toMatchObject({ "not tested": claims.items.length, reproduced: 0 });
  const none = claimPageSchema.parse((await world.call("GET", "/api/v1/claims?verdict=reproduced")).body);
  expect(none.items).toEqual([]);
  expect((await world.call("GET", "/api/v1/claims?verdict=certain")).status).toBe(422);
});

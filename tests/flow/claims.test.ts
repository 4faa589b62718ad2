import { expect, it } from "vitest";
import { getSystem, listClaims, listSystems } from "@/server/domain/claim";
import { openDesk } from "./desk";
import { evaluate } from "./evaluate";

it("judges a general claim from two published runs, and leaves claims about other models alone", async () => {
  await using desk = await openDesk();
  const reader = desk.platform.anonymous;
  const before = await listClaims(reader, { system: "sift", limit: 200 });
  expect(before.tally["not tested"]).toBe(before.items.length);
  expect(before.items.at(-1)).toMatchObject({
    benchmark: "any",
    cells: [],
    notTested: "no two published runs here are its two sides",
  });

  const plain = await desk.submit({ method: "direct" });
  await evaluate(desk, plain.runIds, (id, sample) => (Number(id.slice(1)) + sample) % 2 === 0);
  const noted = await desk.submit({ method: "sift" });
  await evaluate(desk, noted.runIds, (id, sample) => (Number(id.slice(1)) + sample) % 4 !== 0);

  const { items, tally } = await listClaims(reader, { verdict: "reproduced" });
  expect(tally).toMatchObject({ reproduced: 1, "not tested": 0 });
  expect(items.map((claim) => claim.system.id)).toEqual(["sift"]);
  expect(items[0]?.cells).toMatchObject([
    {
      model: "some-model",
      benchmark: "sentinel",
      version: 1,
      treatmentRunId: noted.runIds[0],
      baselineRunId: plain.runIds[0],
      difference: 0.25,
      problems: 12,
      verdict: "reproduced",
      differing: [],
      needed: null,
    },
  ]);

  const system = await getSystem(reader, "sift");
  expect(system.tally).toMatchObject({ reproduced: 1, "not tested": system.claims.length - 1 });
  expect(system.measured).toMatchObject([{ runId: noted.runIds[0], lift: { value: 0.25 } }]);
  const all = await listSystems(reader);
  expect(all.filter(({ tally: { reproduced } }) => reproduced > 0).map(({ id }) => id)).toEqual(["sift"]);
});

it("lists claims page by page, each once, and refuses a foreign cursor", async () => {
  await using desk = await openDesk();
  const reader = desk.platform.anonymous;
  const whole = await listClaims(reader, { system: "sift", limit: 200 });
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listClaims(reader, { system: "sift", limit: 3, ...(cursor ? { cursor } : {}) });
    expect(page.tally).toEqual(whole.tally);
    ids.push(...page.items.map((claim) => claim.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(ids).toEqual(whole.items.map((claim) => claim.id));
  await expect(listClaims(reader, { cursor: "other" })).rejects.toMatchObject({ code: "invalid_input" });
});

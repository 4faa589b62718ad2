import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { ASSESSOR_IDS, assessorCode, METHOD_IDS, methodCode } from "@/gpu-runner/methods";
import { reducerOf } from "@/server/domain/metric/reducers";

const files = (folder: string) => new Set(readdirSync(new URL(`../../${folder}`, import.meta.url)));
const idsOf = (kind: "generate" | "reduce") =>
  METHOD_CARDS.filter((card) => card.kind === kind).map((card) => card.id);

describe("cards and code", () => {
  it("are one to one, in files of the same name", () => {
    expect([...METHOD_IDS].sort()).toEqual(idsOf("generate").sort());
    const cards = files("catalog/methods");
    const code = files("gpu-runner/methods");
    const reducers = files("measure/reducers");
    for (const card of METHOD_CARDS) {
      expect(cards, card.id).toContain(`${card.id}.ts`);
      expect(card.kind === "generate" ? code : reducers, card.id).toContain(`${card.id}.ts`);
      if (card.assessments?.from === "made") expect(code, card.id).toContain(`${card.id}.ts`);
    }
  });

  it("name the same id and version", () => {
    for (const id of idsOf("generate")) expect(methodCode(id)?.id).toBe(id);
    for (const card of METHOD_CARDS.filter(({ kind }) => kind === "reduce")) {
      const reducer = reducerOf(card.id);
      expect([reducer.id, reducer.version]).toEqual([card.id, String(card.version)]);
    }
    const assessing = METHOD_CARDS.filter(({ assessments }) => assessments?.from === "made");
    expect([...ASSESSOR_IDS].sort()).toEqual(assessing.map(({ id }) => id).sort());
    for (const { id, kind } of assessing) expect([assessorCode(id)?.id, kind]).toEqual([id, "reduce"]);
    expect(methodCode("self-consistency")).toBeNull();
    expect(() => reducerOf("direct")).toThrow("does not reduce");
  });

  it("have ids that nobody else has, and defaults that they accept", () => {
    const ids = METHOD_CARDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const card of METHOD_CARDS) {
      const defaults = card.params.safeParse({});
      expect(defaults.success, card.id).toBe(true);
      expect(card.params.safeParse({ surprise: 1 }).success, card.id).toBe(false);
      const [least, most] = card.callsPerSample(defaults.data ?? {});
      expect(least, card.id).toBeGreaterThan(0);
      expect(most, card.id).toBeGreaterThanOrEqual(least);
    }
  });
});

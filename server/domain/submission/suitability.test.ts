import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { type Suitability, unsuitableBecause } from "./suitability";

const card: MethodCard = {
  id: "subthought",
  version: 1,
  title: "Subthought",
  summary: "",
  kind: "generate",
  needs: ["chat", "prefix"],
  roles: ["solver"],
  params: z.record(z.string(), z.unknown()),
  source: { title: "", arxiv: null },
  callsPerSample: () => [1, 1],
};
const input: Suitability = {
  card,
  params: {},
  samples: 4,
  answerKind: "integer",
  access: "public-text",
  engine: { hosted: false, capabilities: ["chat", "prefix"] },
};

describe("what cannot be planned is refused with the reason", () => {
  it("accepts what the engine can do", () => {
    expect(unsuitableBecause(input)).toBeNull();
  });

  it("names the needs that an engine lacks", () => {
    expect(unsuitableBecause({ ...input, engine: { hosted: false, capabilities: ["chat"] } })).toContain(
      "prefix",
    );
    expect(unsuitableBecause({ ...input, card: { ...card, needs: ["sandbox"] } })).toContain("sandbox");
  });

  it("counts what the chosen parameters need besides", () => {
    const extra: MethodCard = {
      ...card,
      extraNeeds: (params) => (params.mode === "forced" ? ["logprobs"] : []),
    };
    expect(unsuitableBecause({ ...input, card: extra })).toBeNull();
    expect(unsuitableBecause({ ...input, card: extra, params: { mode: "forced" } })).toContain("logprobs");
  });

  it("refuses to choose by scores that the samples will not have", () => {
    const chooses: MethodCard = {
      ...card,
      id: "best-of-n",
      kind: "reduce",
      needs: ["chat", "logprobs"],
      pool: { score: "mean-logprob" },
    };
    expect(unsuitableBecause({ ...input, card: chooses, engine: null })).toContain(
      "not every line of the upload has one",
    );
    expect(unsuitableBecause({ ...input, card: chooses, engine: null, scoredUpload: true })).toBeNull();
    expect(unsuitableBecause({ ...input, card: chooses })).toContain(
      "logprobs, which the endpoint does not offer",
    );
    const scored = { hosted: false, capabilities: ["chat", "logprobs"] as const };
    expect(unsuitableBecause({ ...input, card: chooses, engine: scored })).toBeNull();
  });

  it("keeps hidden statements away from submitted endpoints", () => {
    expect(unsuitableBecause({ ...input, access: "hidden-text" })).toContain("hidden");
    const hosted = { hosted: true, capabilities: ["chat", "prefix"] as const };
    expect(unsuitableBecause({ ...input, access: "hidden-text", engine: hosted })).toBeNull();
  });

  it("asks for enough samples to reduce", () => {
    const reducer: MethodCard = { ...card, id: "self-consistency", kind: "reduce", needs: [] };
    expect(unsuitableBecause({ ...input, card: reducer, params: { k: 16 } })).toContain(
      "raise samples to 16",
    );
    expect(unsuitableBecause({ ...input, card: reducer, params: { k: 4 } })).toBeNull();
    expect(unsuitableBecause({ ...input, card: reducer, engine: null, params: {} })).toBeNull();
  });
});

import { expect, it } from "vitest";
import { ENGINE_CARDS } from "@/catalog/engines";
import { LlamaEngine } from "@/gpu-runner/engines/llama/llama-engine";
import { ReferenceEngine } from "@/gpu-runner/engines/reference/reference-engine";

const always = (id: string) => [...(ENGINE_CARDS.find((card) => card.id === id)?.always ?? [])].sort();

it("engine cards name what the engines can do", () => {
  expect(always("reference")).toEqual([...ReferenceEngine.capabilities].sort());
  expect(always("llama")).toEqual([...LlamaEngine.capabilities].sort());
});

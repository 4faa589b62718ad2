import { z } from "zod";
import type { MethodCard } from "@/contracts/method";

export const direct: MethodCard = {
  id: "direct",
  version: 1,
  title: "Direct",
  summary:
    "One call per sample: the statement with the benchmark's instruction, answered once. The baseline of every other method.",
  kind: "generate",
  needs: ["chat"],
  roles: ["solver"],
  params: z.strictObject({}),
  source: { title: "Plain sampling", arxiv: null },
  callsPerSample: () => [1, 1],
};

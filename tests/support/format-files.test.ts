import { describe, expect, it } from "vitest";
import { formatTitle } from "@/app/_ui/format-title";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { FORMATS, Matcher, readTraces } from "@/formats";
import { formatFiles } from "./format-files";
import { OWN_PROBLEMS } from "./own-problems";

const FILES = formatFiles(OWN_PROBLEMS, ({ gold }) => `\\boxed{${gold}}`);

describe("the files that the browser is given", () => {
  it.each(FILES.map((file) => [file.name, file] as const))("%s is complete", async (_name, file) => {
    const matcher = new Matcher(OWN_PROBLEMS.map((problem) => ({ ...problem, options: null })));
    const matched: string[] = [];
    for await (const item of readTraces(once(file.bytes), UPLOAD_LIMITS)) {
      if (item.kind === "format") expect(formatTitle(item.format)).toBe(file.recognised);
      if (item.kind === "error") throw new Error(item.error.message);
      if (item.kind !== "sample") continue;
      const match = matcher.match(item.sample);
      matched.push("error" in match ? match.error.message : match.problem.id);
    }
    expect(matched.sort()).toEqual(OWN_PROBLEMS.map(({ id }) => id).sort());
  });

  it("are of every format but those of a single data set", () => {
    const seen = new Set(FILES.map((file) => file.recognised));
    const missing = FORMATS.map(({ id }) => formatTitle(id)).filter((title) => !seen.has(title));
    expect(missing).toEqual([formatTitle("omni-math-judge"), formatTitle("several-models")]);
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

import { readFileSync } from "node:fs";
import { Command } from "commander";
import { z } from "zod";
import type { VerifyCase } from "@/verify/cases/case";
import { UsageError } from "../usage-error";

const caseSchema = z.looseObject({
  id: z.string(),
  gold: z.string(),
  prediction: z.string().default(""),
  prediction_gen: z
    .object({ prefix: z.string(), unit: z.string(), count: z.number().int(), suffix: z.string() })
    .nullish(),
  mode: z.enum(["latex", "expr", "text"]).default("text"),
  expected: z.boolean().nullish(),
  opts: z
    .object({
      precision: z.number(),
      strict: z.boolean(),
      extract: z.array(z.string()),
      strings: z.array(z.string()),
      lowercase: z.boolean(),
      language: z.string(),
      allow_set_relation_comp: z.boolean(),
    })
    .partial()
    .nullish(),
});

export function verifyCommand(): Command {
  return new Command("verify")
    .description("judge cases of gold and prediction; one JSON line each, a summary on standard error")
    .requiredOption("--cases <file>", "a JSON list or one case a line; - reads standard input")
    .action(async (options: { cases: string }) => {
      const { verifyCase } = await import("@/verify/cases/case");
      const counts = { equal: 0, different: 0, undecided: 0, agreed: 0, expected: 0 };
      const started = performance.now();
      for (const each of readCases(options.cases)) {
        const from = performance.now();
        const verdict = verifyCase(each);
        const ms = Number((performance.now() - from).toFixed(3));
        process.stdout.write(`${JSON.stringify({ ...verdict, ms })}\n`);
        counts[verdict.equal === null ? "undecided" : verdict.equal ? "equal" : "different"] += 1;
        if (each.expected === undefined) continue;
        counts.expected += 1;
        if (each.expected === verdict.equal) counts.agreed += 1;
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      const agreement = counts.expected === 0 ? "" : `, ${counts.agreed} of ${counts.expected} as expected`;
      process.stderr.write(
        `${counts.equal} equal, ${counts.different} different, ${counts.undecided} undecided${agreement}, ${seconds} s\n`,
      );
    });
}

function readCases(file: string): VerifyCase[] {
  const text = readInput(file).trim();
  try {
    const values: unknown[] = text.startsWith("[")
      ? z.array(z.unknown()).parse(JSON.parse(text))
      : text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [JSON.parse(line)]));
    return values.map((value, index) => toCase(value, index));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is neither a JSON list nor one JSON object a line`);
  }
}

function toCase(value: unknown, index: number): VerifyCase {
  const parsed = caseSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(`case ${index + 1}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { id, gold, prediction, prediction_gen, mode, expected, opts } = parsed.data;
  return {
    id,
    gold,
    prediction,
    mode,
    ...(prediction_gen ? { prediction_gen } : {}),
    ...(typeof expected === "boolean" ? { expected } : {}),
    ...(opts ? { opts } : {}),
  };
}

function readInput(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}

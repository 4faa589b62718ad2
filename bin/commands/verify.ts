import { readFileSync } from "node:fs";
import { Command } from "commander";
import { z } from "zod";
import type { VerifyCase } from "@/verify/cases/case";
import type { CaseSummary } from "@/verify/cases/run";
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
      const { addToSummary, emptyCaseSummary, runCases } = await import("@/verify/cases/run");
      const cases = readCases(options.cases);
      const summary = emptyCaseSummary();
      const started = performance.now();
      let position = 0;
      for (const line of runCases(cases, () => performance.now())) {
        process.stdout.write(`${JSON.stringify(line)}\n`);
        addToSummary(summary, cases[position]?.expected, line);
        position += 1;
      }
      process.stderr.write(`${summaryLine(summary, (performance.now() - started) / 1000)}\n`);
    });
}

function summaryLine(summary: CaseSummary, seconds: number): string {
  const { cases, correct, incorrect, unparsed, undecided, labelled, right, falseAccepts, falseRejects } =
    summary;
  const outcomes = `${cases} cases: ${correct} correct, ${incorrect} incorrect, ${unparsed} unparsed, ${undecided} undecided`;
  const labels =
    labelled === 0
      ? ""
      : `; ${right} of ${labelled} as expected (${falseAccepts} false accepts, ${falseRejects} false rejects)`;
  return `${outcomes}${labels}; ${seconds.toFixed(2)} s`;
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

import { readFileSync } from "node:fs";
import { Command } from "commander";
import { z } from "zod";
import { contestSchema } from "@/contracts/contest";
import type { VerifyCase } from "@/verify/cases/case";
import type { CaseSummary } from "@/verify/cases/run";
import { openRemote, type RemoteOptions, withRemoteOptions } from "../remote";
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
    .option("--cases <file>", "a JSON list or one case a line; - reads standard input")
    .addCommand(contestsCommand())
    .action(async (options: { cases?: string }) => {
      if (options.cases === undefined)
        throw new UsageError("verify needs --cases FILE, or - for standard input");
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

function contestsCommand(): Command {
  return withRemoteOptions(new Command("contests"))
    .description("verdicts that people contested (administrators)")
    .option("--export", "print them as a JSON list of cases, in the format of --cases")
    .action(async (options: RemoteOptions & { export?: boolean }) => {
      const remote = openRemote(options);
      const { items } = z
        .object({ items: z.array(contestSchema) })
        .parse(await remote.json("/api/v1/verifier/contests"));
      if (options.export) {
        const cases = items.flatMap((item) => (item.case === null ? [] : [item.case]));
        process.stdout.write(`${JSON.stringify(cases, null, 1)}\n`);
        return;
      }
      for (const { problemId, sample, outcome, shouldBe, ...item } of items) {
        console.log(
          `${item.createdAt.slice(0, 10)}  ${item.runId} ${problemId}/${sample}  ${outcome} → ${shouldBe}`,
        );
        console.log(`  ${item.account}: ${item.reason}`);
      }
      if (items.length === 0) console.log("No verdict has been contested.");
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

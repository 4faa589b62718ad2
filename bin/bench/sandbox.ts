import { Command } from "commander";
import { sandboxTitle } from "@/contracts/code-verdict";
import { ExpectedOutputs } from "@/gpu-runner/judge/code-expected";
import { type CodeBench, runCode } from "@/gpu-runner/judge/code-run";
import { Testers } from "@/gpu-runner/judge/code-tester";
import { openSandbox, type Sandbox } from "@/gpu-runner/sandbox/open-sandbox";
import { recorded as earlier, load, machine, record } from "./record";
import { recordedVerdicts, SHARED, tasksOf } from "./sandbox/bench-sets";
import { mutantsOf } from "./sandbox/mutants";
import { plainCheck } from "./sandbox/plain-check";

const MUTANTS_A_TASK = 6;
/** A mutant that loops is as dead after two seconds as after ten. */
const MUTANT_CPU_MS = 2_000;
const SEED = 20_261_122;

/** Programs under way at a time. */
let lanes = 2;
/** No reference program of a set starts after this many minutes. */
let minutesASet = Number.POSITIVE_INFINITY;

type Difference = { id: string; recorded: string; ours: string };

/**
 * The sandbox against what is known: reference solutions, mutants against plain CPython, verdicts that EvalPlus recorded.
 * Needs the data under $PLUMBLINE_SHARED; a set that is not there is skipped and told. Writes docs/benchmarks.json.
 */
async function main(): Promise<void> {
  const options = new Command()
    .option("--engine <name>", "bubblewrap or pyodide", "bubblewrap")
    .option("--sets <names...>", "reference sets to run, or none", ["humaneval", "humaneval-plus", "mbpp"])
    .option("--mutants <number>", "single-operator mutants of HumanEval, 0 for none", "600")
    .option("--at-once <number>", "programs under way", "2")
    .option("--minutes <number>", "start no reference program of a set after this long")
    .option("--no-recorded", "leave the recorded verdicts out")
    .option("--recorded-sets <names...>", "only the verdicts that were recorded for these sets")
    .parse()
    .opts<{
      engine: string;
      sets: string[];
      mutants: string;
      recorded: boolean;
      atOnce: string;
      minutes?: string;
      recordedSets?: string[];
    }>();
  const loadBefore = load();
  lanes = Number(options.atOnce);
  if (options.minutes !== undefined) minutesASet = Number(options.minutes);
  const opened = await openSandbox(options.engine === "pyodide" ? "pyodide" : "bubblewrap");
  if (opened.sandbox === null) {
    console.log(`skipped: ${opened.report.ok ? "" : opened.report.reason}`);
    return;
  }
  const { engine } = opened.sandbox;
  const bench = { engine, testers: new Testers(engine), expected: new ExpectedOutputs(null) };
  const result: Record<string, unknown> = { sandbox: sandboxTitle(opened.sandbox.report) };
  for (const set of options.sets.filter((name) => name !== "none"))
    result[set] = await references(bench, set as Parameters<typeof tasksOf>[0]);
  if (Number(options.mutants) > 0)
    result.mutants = await mutants(opened.sandbox, bench, Number(options.mutants));
  if (options.recorded)
    result.recorded = await recorded(bench, options.recordedSets ?? null, earlier(`sandbox-${engine.name}`));
  result.oneLiners = await oneLiners(opened.sandbox);
  result.machine = machine(loadBefore);
  // Parts that were left out keep the figures of their last run.
  const part = `sandbox-${engine.name}`;
  const command = `npm run bench:sandbox -- --engine ${engine.name}`;
  record(part, { ...earlier(part), command, ...result });
  await bench.testers.close();
  await engine.close();
}

async function references(bench: CodeBench, set: Parameters<typeof tasksOf>[0]): Promise<unknown> {
  const tasks = await tasksOf(set);
  if (tasks === null) return told(`${set}: skipped, there is no such file under ${SHARED}`);
  const startedAt = Date.now();
  const seconds = () => (Date.now() - startedAt) / 1000;
  const results = await each(tasks, async (task) => {
    if (seconds() >= minutesASet * 60) return null;
    const ran = await runCode(bench, task.solution, task.tests);
    if (ran.kind !== "passed") console.log(`  ${task.id}: ${ran.kind} ${ran.reason}`);
    return ran;
  });
  const tried = tasks.flatMap(({ id }, index) => {
    const ran = results[index];
    return ran === null || ran === undefined ? [] : [{ id, ...ran }];
  });
  const failed = tried.filter(({ kind }) => kind !== "passed");
  const passed = tried.length - failed.length;
  console.log(`${set}: ${passed} of ${tried.length} tried pass, of ${tasks.length} tasks, in ${seconds()} s`);
  return {
    tasks: tasks.length,
    tried: tried.length,
    passed,
    seconds: seconds(),
    failed: failed.map(({ id, kind, reason }) => `${id}: ${kind} ${reason}`),
  };
}

async function mutants({ engine }: Sandbox, bench: CodeBench, most: number): Promise<unknown> {
  const tasks = await tasksOf("humaneval");
  if (tasks === null) return told("mutants: skipped, HumanEval is not there");
  const made = tasks.flatMap((task, index) => {
    const { tests } = task;
    if (tests.style !== "python-check") return [];
    const body = task.solution.slice(tests.prompt.length);
    const limited = { ...tests, timeLimitMs: MUTANT_CPU_MS };
    return mutantsOf(body, MUTANTS_A_TASK, SEED + index).map((mutant) => ({ task, tests: limited, mutant }));
  });
  const chosen = made.slice(0, most);
  // Plain CPython is the judge for both engines, where it can be run.
  const cpython = engine.name === "bubblewrap" ? null : (await openSandbox("bubblewrap")).sandbox;
  const plainEngine = cpython?.engine ?? engine;
  const startedAt = Date.now();
  const results = await each(chosen, async ({ task, tests, mutant }) => {
    const source = `${tests.prompt}${mutant.source}`;
    const split = await runCode(bench, source, tests);
    const plain = await plainCheck(plainEngine, source, tests);
    return { id: `${task.id} ${mutant.change}`, split, plain };
  });
  const differing = results.filter(({ split, plain }) => (split.kind === "passed") !== plain);
  const killed = results.filter(({ plain }) => !plain).length;
  const timeouts = results.filter(({ split }) => split.reason === "timeout").length;
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(
    `mutants: ${results.length}, killed ${killed}, time-outs ${timeouts}, differing ${differing.length}, ${seconds} s`,
  );
  await cpython?.engine.close();
  for (const one of differing)
    console.log(`  ${one.id}: ${one.split.reason}, plain ${one.plain ? "passes" : "fails"}`);
  return {
    mutants: results.length,
    plainIn: plainEngine.name,
    seed: SEED,
    killed,
    killRate: Number((killed / results.length).toFixed(3)),
    timeouts,
    differing: differing.map(({ id, split, plain }) => ({ id, split: split.reason, plain })),
    seconds,
  };
}

const RECORDS = [
  [
    "humaneval/meta-llama--Meta-Llama-3-8B-Instruct_vllm_temp_0.0-sanitized_eval_results.json",
    "humaneval",
    "base",
  ],
  [
    "humaneval/meta-llama--Meta-Llama-3-8B-Instruct_vllm_temp_0.0-sanitized_eval_results.json",
    "humaneval-plus",
    "plus",
  ],
  ["humaneval/meta-llama--Meta-Llama-3-8B_vllm_temp_0.0-sanitized_eval_results.json", "humaneval", "base"],
  [
    "humaneval/meta-llama--Meta-Llama-3-8B_vllm_temp_0.0-sanitized_eval_results.json",
    "humaneval-plus",
    "plus",
  ],
  ["mbpp/meta-llama--Meta-Llama-3-8B-Instruct_vllm_temp_0.0-sanitized_eval_results.json", "mbpp", "base"],
  [
    "mbpp/meta-llama--Meta-Llama-3-8B-Instruct_vllm_temp_0.0-sanitized_eval_results.json",
    "mbpp-edited",
    "base",
  ],
  [
    "mbpp/meta-llama--Meta-Llama-3-8B-Instruct_vllm_temp_0.0-sanitized_eval_results.json",
    "mbpp-plus-early",
    "plus",
  ],
] as const;

async function recorded(
  bench: CodeBench,
  sets: readonly string[] | null,
  before: { recorded?: { set?: string }[] },
): Promise<unknown[]> {
  const kept = before.recorded?.filter(
    ({ set }) => sets !== null && set !== undefined && !sets.includes(set),
  );
  const all: unknown[] = kept ?? [];
  for (const [file, set, which] of RECORDS) {
    if (sets !== null && !sets.includes(set)) continue;
    const samples = recordedVerdicts(file);
    const tasks = await tasksOf(set);
    if (samples === null || tasks === null) {
      all.push(told(`${file} against ${set}: skipped, the data is not there`));
      continue;
    }
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const both = samples.flatMap((sample) => {
      const task = byId.get(sample.id);
      return task === undefined ? [] : [{ sample, task }];
    });
    const results = await each(both, ({ sample, task }) => runCode(bench, sample.solution, task.tests));
    const differing: Difference[] = both.flatMap(({ sample }, index) => {
      const ours = results[index];
      if (ours === undefined || (ours.kind === "passed") === sample[which]) return [];
      return [{ id: sample.id, recorded: sample[which] ? "pass" : "fail", ours: ours.reason }];
    });
    console.log(
      `${file.slice(0, 60)} against ${set}: ${both.length - differing.length} of ${both.length} equal`,
    );
    for (const one of differing) console.log(`  ${one.id}: recorded ${one.recorded}, ours ${one.ours}`);
    all.push({
      file,
      set,
      verdicts: both.length,
      notInSet: samples.length - both.length,
      equal: both.length - differing.length,
      differing,
    });
  }
  return all;
}

async function oneLiners({ engine }: Sandbox): Promise<unknown> {
  const programs = Array.from({ length: engine.name === "bubblewrap" ? 200 : 20 }, (_, index) => index);
  const startedAt = Date.now();
  await each(programs, async (index) => {
    await using one = await engine.open({
      files: [{ path: "main.py", bytes: Buffer.from(`print(${index})`) }],
      main: "main.py",
      stdin: new Uint8Array(0),
      limits: { wallMs: 20_000, cpuSeconds: 10, memoryBytes: 1024 ** 3, outputBytes: 1024 ** 2 },
    });
    await one.exit;
  });
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`${programs.length} one-line programs, ${lanes} at a time: ${seconds} s`);
  return {
    programs: programs.length,
    atOnce: lanes,
    seconds,
    perSecond: Number((programs.length / seconds).toFixed(1)),
  };
}

function told(text: string): { skipped: string } {
  console.log(text);
  return { skipped: text };
}

/** Results in the order of the items, `lanes` under way. */
async function each<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

await main();

import { zipFile, zstdFile } from "./archive-file";
import { parquetFile } from "./parquet-file";

export type OwnProblem = { id: string; statement: string; gold: string };
/** A file as a tool writes it: a name, its bytes, the words under which the page recognises it. */
export type FormatFile = { name: string; recognised: string; bytes: Buffer };

const lines = (rows: readonly unknown[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n"));
const whole = (value: unknown) => Buffer.from(JSON.stringify(value, null, 1));

/** One complete file of every format about the same problems; `answerOf` is what the model wrote. */
export function formatFiles(
  problems: readonly OwnProblem[],
  answerOf: (problem: OwnProblem) => string,
): FormatFile[] {
  const rows = problems.map((problem, index) => ({ ...problem, index, answer: answerOf(problem) }));
  const inspect = rows.map(({ statement, gold, answer, index }) => ({
    ...{
      id: index + 1,
      epoch: 1,
      input: statement,
      target: gold,
      scores: { match: { value: "C", answer: gold } },
    },
    output: { choices: [{ message: { role: "assistant", content: answer }, stop_reason: "stop" }] },
  }));
  const log = { version: 2, status: "success", eval: { task: "own", model: "own/model" } };
  const matharena = rows.map(({ statement, gold, answer, index }) => ({
    ...{ idx: index + 1, problem: statement, gold_answer: gold, correct: [true], answers: [gold] },
    messages: [
      [
        { role: "user", content: statement },
        { role: "assistant", content: answer },
      ],
    ],
  }));
  return [
    {
      ...{ name: "traces.jsonl", recognised: "neutral trace lines" },
      bytes: lines(rows.map(({ id, answer }) => ({ problem_id: id, sample: 0, response: answer }))),
    },
    {
      ...{ name: "samples_own_2025-01-01.jsonl", recognised: "lm-evaluation-harness samples" },
      bytes: lines(
        rows.flatMap(({ statement, gold, answer, index }) =>
          ["strict-match", "flexible-extract"].map((filter) => ({
            ...{ doc_id: index, doc: { question: statement, answer: gold }, target: gold, resps: [[answer]] },
            ...{ filtered_resps: [gold], filter, metrics: ["exact_match"], exact_match: 1.0 },
          })),
        ),
      ),
    },
    {
      ...{ name: "results_2025.json", recognised: "Evalchemy results" },
      bytes: whole({
        results: {
          Own: {
            examples: rows.map(({ statement, gold, answer }) => ({
              ...{ problem: statement, answer: gold, model_outputs: [answer], model_answers: [gold] },
            })),
          },
        },
      }),
    },
    { name: "log.json", recognised: "Inspect log", bytes: whole({ ...log, samples: inspect }) },
    {
      ...{ name: "log.eval", recognised: "Inspect log" },
      bytes: zipFile({
        "header.json": JSON.stringify(log),
        ...Object.fromEntries(
          inspect.map((one) => [`samples/own/${one.id}_epoch_1.json`, JSON.stringify(one)]),
        ),
      }),
    },
    {
      ...{ name: "samples.jsonl", recognised: "EvalPlus" },
      bytes: lines(rows.map(({ answer, index }) => ({ task_id: `HumanEval/${index}`, solution: answer }))),
    },
    {
      ...{ name: "own_eval_results.json", recognised: "EvalPlus" },
      bytes: whole({
        eval: Object.fromEntries(
          rows.map(({ answer, index }) => [
            `HumanEval/${index}`,
            [{ task_id: `HumanEval/${index}`, solution: answer, base_status: "pass", plus_status: "fail" }],
          ]),
        ),
      }),
    },
    {
      ...{ name: "samples_results.jsonl", recognised: "HumanEval" },
      bytes: lines(
        rows.map(({ answer, index }) => ({
          task_id: `HumanEval/${index}`,
          completion: answer,
          passed: true,
        })),
      ),
    },
    {
      ...{ name: "own_0.json", recognised: "OpenCompass" },
      bytes: whole(
        Object.fromEntries(
          rows.map(({ statement, gold, answer, index }) => [
            String(index),
            { origin_prompt: [{ role: "HUMAN", prompt: `${statement}\nAnswer:` }], prediction: answer, gold },
          ]),
        ),
      ),
    },
    {
      ...{ name: "matharena.zip", recognised: "MathArena" },
      bytes: zipFile(
        Object.fromEntries(
          matharena.map((one) => [`own/model/${one.idx}.json.zst`, zstdFile(JSON.stringify(one, null, 4))]),
        ),
      ),
    },
    {
      ...{
        name: "test_qwen25-math-cot_-1_seed0_t0.0_s0_e-1.jsonl",
        recognised: "Qwen2.5-Math harness or ToRA",
      },
      bytes: lines(
        rows.map(({ statement, gold, answer, index }) => ({
          ...{
            idx: index,
            question: statement,
            gt: gold,
            code: [answer],
            pred: [gold],
            report: [null],
            score: [true],
          },
        })),
      ),
    },
    {
      ...{ name: "Scenario.codegeneration_1_0.2_eval_all.json", recognised: "LiveCodeBench" },
      bytes: whole(
        rows.map(({ statement, answer, index }) => ({
          ...{ question_id: `own${index}_a`, question_content: statement, output_list: [answer] },
          ...{ code_list: [answer], graded_list: [true] },
        })),
      ),
    },
    {
      ...{ name: "own-model.json", recognised: "ZeroEval" },
      bytes: whole(
        rows.map(({ statement, gold, answer, index }) => ({
          ...{ session_id: `own#${index}`, chat_history: [statement], output: [answer], generator: "own" },
          ...{ id: `own-test-#${index}`, question: statement, answer: gold },
        })),
      ),
    },
    {
      ...{ name: "results.json", recognised: "SkyThought" },
      bytes: whole(
        Object.fromEntries(
          rows.map(({ statement, gold, answer, index }) => [
            String(index),
            {
              ...{ problem: statement, answer: gold, prompt: statement },
              ...{
                responses: [{ content: answer, correctness: true, reason: "" }],
                token_usages: [{ completion_tokens: 9, prompt_tokens: 30 }],
              },
            },
          ]),
        ),
      ),
    },
    {
      ...{ name: "batch_output.jsonl", recognised: "OpenAI batch" },
      bytes: lines(
        [...rows].reverse().map(({ id, answer }) => ({
          ...{ id: `batch_req_${id}`, custom_id: `${id}-0`, error: null },
          response: {
            status_code: 200,
            body: { choices: [{ index: 0, message: { content: answer }, finish_reason: "stop" }] },
          },
        })),
      ),
    },
    {
      ...{ name: "evaluation_results.json", recognised: "optillm" },
      bytes: whole(
        rows.map(({ statement, gold, answer, index }) => ({
          ...{
            index,
            problem: statement,
            model_response: answer,
            predicted_answer: gold,
            correct_answer: gold,
            is_correct: true,
          },
        })),
      ),
    },
    {
      ...{ name: "mmmu_own.json", recognised: "MMMU" },
      bytes: whole(Object.fromEntries(rows.map(({ answer, index }) => [`validation_Own_${index}`, answer]))),
    },
    {
      ...{ name: "rows.parquet", recognised: "table with problem and answer columns" },
      bytes: parquetFile(
        rows.map(({ statement, answer, gold }) => ({ question: statement, response: answer, gold })),
      ),
    },
  ];
}

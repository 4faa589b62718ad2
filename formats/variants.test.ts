import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { type MatchableProblem, Matcher } from "./match/matcher";
import { readTraces } from "./read-traces";

const STATEMENT = "A train runs $60$ km in $45$ minutes. What is its speed in km/h?";
const SHORT = "Compute $7 \\times 8$.";
const PROBLEMS: MatchableProblem[] = [
  {
    id: "own-1",
    statement: STATEMENT,
    gold: "80",
    options: null,
    aliases: [{ tool: "matharena", alias: "1" }],
  },
  { id: "own-2", statement: SHORT, gold: "56", options: null, aliases: [] },
  {
    id: "own-code",
    statement:
      "Write a function that doubles a number.\nYour code should pass this test:\nassert twice(2) == 4",
    gold: "",
    options: null,
    aliases: [
      { tool: "mbpp", alias: "Mbpp/11" },
      { tool: "humaneval", alias: "HumanEval/0" },
      { tool: "livecodebench", alias: "own_a" },
    ],
  },
];

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Format, then one text a sample (problem, number, answer, verdict) or error. */
async function told(file: string | Uint8Array): Promise<string[]> {
  const matcher = new Matcher(PROBLEMS);
  const lines: string[] = [];
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  for await (const item of readTraces(inChunks(bytes, 97), UPLOAD_LIMITS)) {
    if (item.kind === "format") lines.push(item.format);
    else if (item.kind === "error") lines.push(`${item.error.code}: ${item.error.message}`);
    else if (item.kind === "end" && item.error !== null) lines.push(`end: ${item.error.code}`);
    else if (item.kind === "sample") {
      const match = matcher.match(item.sample);
      const problem = "error" in match ? match.error.code : match.problem.id;
      const number = "error" in match ? item.sample.sample : match.sample;
      const { imported } = item.sample;
      const said = imported === undefined ? "" : ` ${imported.correct ?? "?"} ${imported.extracted ?? ""}`;
      lines.push(`${problem} ${number ?? "next"} ${item.sample.response}${said}`.trimEnd());
    }
  }
  return lines;
}

const json = (value: unknown, space?: number) => JSON.stringify(value, null, space);
const doc = { question: STATEMENT, answer: "#### 80" };

/** Ways in which files of one tool differ between its versions, settings and people. */
const VARIANTS: [string, string, string[]][] = [
  [
    "lm-evaluation-harness of old: no filter and no metrics, arguments as lists, metric under a name of its own",
    json({
      ...{ doc_id: 0, doc, target: "80", arguments: [["Q", {}]], resps: [["It is 80"]] },
      ...{ filtered_resps: ["80"], "exact_match,strict-match": "1" },
    }),
    ["lm-evaluation-harness", "own-1 0 It is 80 true 80"],
  ],
  [
    "lm-evaluation-harness with repeats, one list of filtered texts, and a null among them",
    json({
      doc_id: 3,
      doc,
      resps: [["80", null, "81"]],
      filtered_resps: [["80", null, "81"]],
      filter: "none",
    }),
    [
      "lm-evaluation-harness",
      "own-1 0 80",
      "not_a_trace_line: resps: sample 1 is null, no text.",
      "own-1 2 81",
    ],
  ],
  [
    "lm-evaluation-harness with flat resps; two filters of one document are one sample",
    ["strict-match", "flexible-extract"]
      .map((filter) =>
        json({ filter, doc_id: 0, doc, resps: ["80"], metrics: ["exact_match"], exact_match: 1.0 }),
      )
      .join("\r\n"),
    ["lm-evaluation-harness", "own-1 0 80 true"],
  ],
  [
    "lm-evaluation-harness over MBPP, whose tasks are numbered",
    json({
      ...{ doc_id: 0, doc: { task_id: 11, text: "Other words.", test_list: ["assert twice(2) == 4"] } },
      ...{ target: "assert twice(2) == 4", resps: [["def twice(x): return 2 * x"]] },
    }),
    ["lm-evaluation-harness", "own-code 0 def twice(x): return 2 * x"],
  ],
  [
    "Evalchemy with one output as a list and the answer under another name",
    json(
      {
        config: {},
        results: {
          Own: {
            examples: [
              { problem: STATEMENT, expected_answer: 80, model_output: ["80"], model_answer: ["80"] },
            ],
          },
        },
      },
      2,
    ),
    ["evalchemy", "own-1 0 80 ? 80"],
  ],
  [
    "Inspect of log version 1: one score, no version, completion only",
    json({
      ...{ status: "success", eval: { task: "own" } },
      samples: [
        {
          ...{ id: 1, epoch: 1, input: STATEMENT, target: "80" },
          output: { choices: [{ message: { role: "assistant", content: "" } }], completion: "80" },
          score: { value: "1.0", answer: "80" },
        },
      ],
    }),
    ["inspect", "own-1 0 80 true 80"],
  ],
  [
    "Inspect with sealed reasoning",
    json({
      ...{ version: 2, status: "success", eval: { task: "own" } },
      samples: [
        {
          ...{ id: "x", epoch: 2, input: [{ role: "user", content: STATEMENT }], target: ["80"] },
          output: {
            choices: [
              {
                message: {
                  content: [
                    { type: "reasoning", reasoning: "x9", redacted: true },
                    { type: "text", text: "80" },
                  ],
                },
              },
            ],
          },
          scores: { match: { value: true } },
        },
      ],
    }),
    ["inspect", "own-1 1 80 true"],
  ],
  [
    "EvalPlus: programs and raw answers, n samples as repeated lines",
    [
      { solution: "def f(): pass", task_id: "HumanEval/0" },
      { task_id: "HumanEval/0", solution: "def f(): return 1", _identifier: "HumanEval_0_1" },
    ]
      .map((row) => json(row))
      .join("\n"),
    ["evalplus", "own-code next def f(): pass", "own-code next def f(): return 1"],
  ],
  [
    "HumanEval results with a word for the verdict",
    json({ task_id: "HumanEval/0", completion: "    return 1", result: "failed: own" }),
    ["humaneval", "own-code next     return 1 false"],
  ],
  [
    "OpenCompass with several samples, one of them missing, and a short statement on a line of the prompt",
    json({
      "0": { origin_prompt: `Question: ${SHORT}\nPlease reason step by step.`, prediction: ["56", null] },
      "1": {
        prediction: "80",
        gold: ["80"],
        origin_prompt: [{ role: "HUMAN", prompt: `${STATEMENT}\nAnswer:` }],
      },
    }),
    ["opencompass", "own-2 0 56", "not_a_trace_line: prediction: sample 1 is null, no text.", "own-1 0 80"],
  ],
  [
    "MathArena run with verdicts as numbers",
    json({
      idx: 4,
      problem: STATEMENT,
      gold_answer: 80,
      correct: [1.0],
      answers: [80],
      messages: [
        [
          { role: "user", content: "?" },
          { role: "assistant", content: "80" },
        ],
      ],
    }),
    ["matharena", "own-1 0 80 true 80"],
  ],
  [
    "MathArena hub rows of another contest: the number agrees, prompt and gold do not",
    json([
      {
        problem_idx: 1,
        idx_answer: 0,
        user_message: "Something else entirely.",
        answer: "3",
        gold_answer: "3",
      },
    ]),
    ["matharena", "unmatched_statement 0 3 ?"],
  ],
  [
    "Qwen2.5-Math harness with bare values instead of lists, verdicts as words, wrapped in an object",
    json({
      acc: 50,
      rows: [{ idx: 0, question: STATEMENT, gt: 80, code: "so 80", pred: 80, score: "True" }],
    }),
    ["qwen-math-harness", "own-1 0 so 80 true 80"],
  ],
  [
    "Qwen2.5-Math harness keyed by row, pretty-printed, after a byte order mark, with NaN",
    `\uFEFF${json(
      { "0": { question: STATEMENT, gt: "80", time: "NAN", code: ["80"], pred: ["80"], score: [true] } },
      4,
    )
      .replace('"NAN"', "NaN")
      .replaceAll("\n", "\r\n")}`,
    ["qwen-math-harness", "own-1 0 80 true 80"],
  ],
  [
    "LiveCodeBench for the custom evaluator: programs only",
    json([{ question_id: "own_a", code_list: ["print(1)", "print(2)"] }]),
    ["livecodebench", "own-code 0 print(1)", "own-code 1 print(2)"],
  ],
  [
    "LiveCodeBench with verdicts as numbers",
    json([
      {
        question_id: "own_a",
        output_list: ["```\nprint(1)\n```"],
        code_list: ["print(1)"],
        graded_list: [0],
      },
    ]),
    ["livecodebench", "own-code 0 ```\nprint(1)\n``` false print(1)"],
  ],
  [
    "ZeroEval without history, output as one text",
    json([{ session_id: "s", generator: "own", output: '{"answer": 80}', id: "7", problem: STATEMENT }]),
    ["zeroeval", 'own-1 0 {"answer": 80}'],
  ],
  [
    "SkyThought of newer versions: keyed by number, lists of responses and usages",
    json(
      {
        "0": {
          ...{ problem: STATEMENT, answer: 80, prompt: "p" },
          responses: [
            { content: "80", correctness: true, reason: "" },
            { content: "81", correctness: false, reason: "no" },
          ],
          token_usages: [
            { completion_tokens: 3, prompt_tokens: 4 },
            { completion_tokens: 3, prompt_tokens: 4 },
          ],
        },
      },
      4,
    ),
    ["skythought", "own-1 0 80 true", "own-1 1 81 false"],
  ],
  [
    "SkyThought keyed by the statement, several temperatures, verdicts as numbers",
    json({
      [STATEMENT]: {
        responses: { "0.0": { content: "80", correctness: 1 }, "0.7": { content: "9", correctness: 0 } },
      },
    }),
    ["skythought", "own-1 0 80 true", "own-1 1 9 false"],
  ],
  [
    "OpenAI batch: the request file by mistake",
    json({ custom_id: "own-1", method: "POST", url: "/v1/chat/completions", body: { messages: [] } }),
    ["openai-batch", "not_a_trace_line: The line is the request own-1; upload the batch's output file."],
  ],
  [
    "OpenAI batch: status and usage as texts",
    json({
      error: null,
      response: {
        status_code: "200",
        body: { choices: [{ message: { content: "80" } }], usage: { completion_tokens: "3" } },
      },
      custom_id: "own-1_s2",
    }),
    ["openai-batch", "own-1 2 80"],
  ],
  [
    "optillm with a verdict as a word, one object alone",
    json({
      index: 0,
      problem: STATEMENT,
      model_response: "80",
      predicted_answer: 80,
      correct_answer: 80,
      is_correct: "true",
    }),
    ["optillm", "own-1 0 80 true 80"],
  ],
  [
    "MMMU answers with a number among the letters",
    json({ validation_Math_1: "B", validation_Math_2: 42 }),
    ["mmmu", "unmatched_statement 0 B", "unmatched_statement 0 42"],
  ],
  [
    "Omni-MATH judge calls whose row holds NaN",
    json({
      uuid: 1,
      gen: "## Equivalence Judgement\nTRUE",
      original_json: `{"problem": ${json(STATEMENT)}, "answer": "80", "score": NaN, "model_generation": "80"}`,
    }),
    ["omni-math-judge", "own-1 next 80 true"],
  ],
  [
    "table: several responses with a verdict each",
    json({
      question: STATEMENT,
      generated_responses: ["80", "8"],
      answers_correctness: [true, false],
      gold_answer: "80",
    }),
    ["table", "own-1 0 80 true", "own-1 1 8 false"],
  ],
  [
    "table: chats that end with the model",
    json({
      messages: [
        { role: "user", content: STATEMENT },
        { role: "assistant", content: "80" },
      ],
      is_correct: 1,
    }),
    ["table", "own-1 next 80 true"],
  ],
  [
    "neutral: one line with escapes and a huge number",
    `{"response": "\\u0038\\u0030 \\ud83d\\ude00", "problem_id": "own-1", "sample": 0, "extra": 123456789012345678901234567890}`,
    ["neutral", "own-1 0 80 😀"],
  ],
];

describe("other versions of the same formats", () => {
  it.each(VARIANTS)("%s", async (_name, file, expected) => {
    expect(await told(file)).toEqual(expected);
    expect(await told(gzipSync(file))).toEqual(expected);
  });

  it("recognises lines whose first is longer than what is looked at", async () => {
    const row = { question: STATEMENT, gt: "80", code: [`80 ${"x".repeat(5 * 1024 ** 2)}`], pred: ["80"] };
    const lines = await told(`${json(row)}\n${json({ ...row, code: ["80"] })}\n`);
    expect(lines[0]).toBe("qwen-math-harness");
    expect(lines.at(-1)).toBe("own-1 0 80 ? 80");
    expect(lines).toHaveLength(3);
  });
});

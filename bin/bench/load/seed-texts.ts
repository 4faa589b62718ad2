import {
  mixSeed,
  type Noise,
  parseStatement,
  type Random,
  renderSolution,
  seededRandom,
} from "@/catalog/bundled";
import type { TraceDocument } from "@/contracts/sample";
import { judgeSample } from "@/gpu-runner/judge/judge-sample";
import { answerClasses } from "@/verify";
import { LOAD_INSTRUCTION, type LoadBenchmark } from "./seed-benchmarks";

/** Texts of one problem that differ; samples share them, as repeated answers of real models do. */
const RIGHT_TEXTS = 8;
const WRONG_TEXTS = 8;
const MOST_TRIES = 200;
const QUIET: Noise = { errorRate: 0, noticedShare: 0, recheckRate: 0.2 };
const LOUD: Noise = { errorRate: 0.35, noticedShare: 0.2, recheckRate: 0.1 };
/** Only sizes matter here; a real count comes from the engine. */
const CHARACTERS_PER_TOKEN = 3;

export type Judged = ReturnType<typeof judgeSample>;
export type LoadText = {
  document: TraceDocument;
  finishReason: "stop" | "length";
  promptTokens: number;
  completionTokens: number;
  verdict: Judged;
  /** Class of its answer among all texts of the problem; -1 where it has none. */
  answerClass: number;
};
export type ProblemTexts = { right: LoadText[]; wrong: LoadText[]; other: LoadText[] };

/**
 * Everything that a method's samples of a problem may say, judged by the real verifier: right and wrong worked solutions, one that was
 * cut at the token limit and one that gives no answer.
 */
export function problemTexts(
  problem: LoadBenchmark["problems"][number],
  method: "direct" | "ppe-plan",
  seed: number,
): ProblemTexts {
  const parsed = parseStatement(problem.statement);
  if (parsed === null) throw new Error(`${problem.id} is not a statement of the generator`);
  const random = seededRandom(seed);
  const right = distinct(RIGHT_TEXTS, () => renderSolution(parsed, random, QUIET).text);
  const wrong = distinct(WRONG_TEXTS, () => wrongText(() => renderSolution(parsed, random, LOUD)));
  const first = right[0] ?? "";
  const cut = first.slice(0, Math.max(4, Math.floor(first.length / 2))).replace(/[\d.]+$/, "");
  const finished = [...right, ...wrong, "I cannot tell."].map((text) => ({
    text,
    finishReason: "stop" as const,
  }));
  const given = [...finished, { text: cut, finishReason: "length" as const }];
  const texts = given.map(({ text, finishReason }) => textOf(problem, { text, finishReason, method }));
  const numbers = answerClasses(
    texts.map(({ verdict }) => verdict.extracted),
    { kind: "integer", options: undefined, policies: {} },
  );
  const all = texts.map((text, index) => ({ ...text, answerClass: numbers[index] ?? -1 }));
  return {
    right: all.filter(({ verdict }) => verdict.outcome === "correct"),
    wrong: all.filter(({ verdict }) => verdict.outcome === "incorrect"),
    other: all.filter(({ verdict }) => verdict.outcome !== "correct" && verdict.outcome !== "incorrect"),
  };
}

function wrongText(render: () => { text: string; correct: boolean }): string {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const { text, correct } = render();
    if (!correct) return text;
  }
  throw new Error("no wrong solution came of many tries");
}

/** Fewer where the problem does not allow as many. */
function distinct(count: number, draw: () => string): string[] {
  const found = new Set<string>();
  for (let attempt = 0; attempt < count * 4 && found.size < count; attempt++) found.add(draw());
  return [...found];
}

function textOf(
  problem: LoadBenchmark["problems"][number],
  {
    text,
    finishReason,
    method,
  }: { text: string; finishReason: "stop" | "length"; method: "direct" | "ppe-plan" },
): Omit<LoadText, "answerClass"> {
  const planned = method === "ppe-plan" && finishReason === "stop";
  const answer = /\\boxed\{.*\}$/.exec(text)?.[0] ?? text;
  const plan = text.slice(0, -answer.length).trim();
  const response = planned ? `<plan>${plan}</plan>\n<answer>${answer}</answer>` : text;
  const prompt = `${problem.statement}\n\n${LOAD_INSTRUCTION}`;
  const promptTokens = Math.ceil(prompt.length / CHARACTERS_PER_TOKEN);
  const completionTokens = Math.ceil(response.length / CHARACTERS_PER_TOKEN);
  const { gold, id, statement, level } = problem;
  const verdict = judgeSample(
    { problemId: id, sample: 0, response, finishReason, fault: null },
    {
      id,
      statement,
      gold,
      level,
      images: [],
      options: null,
      answerKind: "integer",
      judging: null,
      aliases: [],
    },
    {},
  );
  const artifacts = {
    strategy: "plan",
    formatValid: planned,
    priorCharacters: planned ? plan.length : null,
    answerCharacters: planned ? answer.length : null,
  };
  return {
    document: {
      response,
      reasoning: null,
      calls: [
        {
          index: 0,
          role: "solver",
          kind: "generate",
          request: { messages: [{ role: "user", content: prompt }], sampling: {} },
          response,
          reasoning: null,
          finishReason,
          promptTokens,
          completionTokens,
          latencyMs: null,
          discarded: false,
        },
      ],
      artifacts: method === "ppe-plan" ? artifacts : {},
    },
    finishReason,
    promptTokens,
    completionTokens,
    verdict,
  };
}

/** The texts of all problems of a benchmark for one method. */
export function benchmarkTexts(
  benchmark: LoadBenchmark,
  method: "direct" | "ppe-plan",
  seed: number,
): ProblemTexts[] {
  return benchmark.problems.map((problem, index) => problemTexts(problem, method, mixSeed(seed, 3, index)));
}

/** Which text a sample has: mostly right or wrong by the model's skill and the problem's level, seldom without an answer. */
export function drawText(texts: ProblemTexts, chanceRight: number, random: Random): LoadText {
  if (texts.other.length > 0 && random.chance(0.03)) return random.pick(texts.other);
  return random.pick(random.chance(chanceRight) ? texts.right : texts.wrong);
}

import type { Random } from "@/catalog/bundled";

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

/** What an example asks for, and so what its answer looks like. */
export type Form = "plain" | "think" | "plan" | "difficulty" | "judge";

const GENERAL_SYSTEMS = [
  "You are a helpful assistant.",
  "You solve arithmetic problems.",
  "You are a careful solver. Work step by step.",
  "Answer the question.",
];

const PLAIN_SUFFIXES = [
  "Put your final answer in \\boxed{}.",
  "Please reason step by step, and put your final answer within \\boxed{}.",
  "Work step by step. Give the final answer in \\boxed{}.",
  "Show your steps.",
  "The answer is a whole number. Write it in \\boxed{}.",
];

const THINK_REQUESTS = [
  "Think inside <think> and </think> first.",
  "Write your thoughts between <think> and </think>, then the answer in \\boxed{}.",
  "First reason in <think></think> tags. Put your final answer in \\boxed{}.",
  "Use <think> tags, check your work, then answer.",
];

const PLAN_REQUESTS = [
  "Write a plan in <plan> and </plan> first.",
  "Make a short plan inside <plan></plan>, then carry it out. Put your final answer in \\boxed{}.",
  "Plan first, in <plan> tags, then solve.",
];

const DIFFICULTY_REQUESTS = [
  "Start with [Easy] or [Hard].",
  "Say [Easy] or [Hard] first, then solve. Put your final answer in \\boxed{}.",
  "Is it [Easy] or [Hard]? Label it, then answer.",
];

const FORCED_DIFFICULTY = {
  Easy: [
    "Start with [Easy].",
    "Use [Easy] mode.",
    "Answer in [Easy] mode. Put your final answer in \\boxed{}.",
  ],
  Hard: [
    "Start with [Hard].",
    "Use [Hard] mode.",
    "Answer in [Hard] mode. Put your final answer in \\boxed{}.",
  ],
};

const QUESTION_LABELS = ["Problem: ", "Question: ", "Problem:\n"];
const BREAKS = ["\n", "\n\n", " "];

/** A bare question: no system message, no instruction. */
export function bareMessages(statement: string): Message[] {
  return [{ role: "user", content: statement }];
}

/** A question with a system message, an instruction, or both; the instruction may be in either place. */
function instructed(statement: string, request: string, random: Random): Message[] {
  const label = random.chance(0.25) ? random.pick(QUESTION_LABELS) : "";
  const place = random.integer(1, 10);
  if (place <= 3) {
    return [
      { role: "system", content: request },
      { role: "user", content: label + statement },
    ];
  }
  const user: Message = { role: "user", content: `${label}${statement}${random.pick(BREAKS)}${request}` };
  if (place <= 5) return [{ role: "system", content: random.pick(GENERAL_SYSTEMS) }, user];
  if (place === 6) return [{ role: "user", content: `${request}${random.pick(BREAKS)}${label}${statement}` }];
  return [user];
}

export function plainMessages(statement: string, random: Random): Message[] {
  if (random.chance(0.3)) {
    return [
      { role: "system", content: random.pick(GENERAL_SYSTEMS) },
      { role: "user", content: statement },
    ];
  }
  return instructed(statement, random.pick(PLAIN_SUFFIXES), random);
}

export function thinkMessages(statement: string, random: Random): Message[] {
  return instructed(statement, random.pick(THINK_REQUESTS), random);
}

export function planMessages(statement: string, random: Random): Message[] {
  return instructed(statement, random.pick(PLAN_REQUESTS), random);
}

/** `forced` names the label that the prompt demands; without it the model chooses. */
export function difficultyMessages(
  statement: string,
  forced: "Easy" | "Hard" | null,
  random: Random,
): Message[] {
  return instructed(statement, random.pick(forced ? FORCED_DIFFICULTY[forced] : DIFFICULTY_REQUESTS), random);
}

const JUDGE_REQUESTS = [
  "Judge the solution. Give the first wrong step as \\boxed{STEPk} and a <verdict>.",
  "Check each step. Name the first wrong step in \\boxed{STEPk}, or \\boxed{STEP-1} if there is none.",
  "Is the solution right? Answer with <verdict>1</verdict> or <verdict>0</verdict>.",
  "Verify the solution step by step and end with <verdict>0|1</verdict>.",
  "Find the first wrong step. Put it in \\boxed{} as STEPk.",
];
const SOLUTION_LABELS = ["Solution:\n", "Solution: ", "Answer:\n", "Candidate solution:\n"];

export function judgeMessages(statement: string, candidate: string, random: Random): Message[] {
  const request = random.pick(JUDGE_REQUESTS);
  const material = `${random.pick(QUESTION_LABELS)}${statement}${random.pick(["\n", "\n\n"])}${random.pick(SOLUTION_LABELS)}${candidate}`;
  const place = random.integer(1, 10);
  if (place <= 2) {
    return [
      { role: "system", content: request },
      { role: "user", content: material },
    ];
  }
  if (place <= 5) return [{ role: "user", content: `${request}\n\n${material}` }];
  return [{ role: "user", content: `${material}${random.pick(["\n", "\n\n"])}${request}` }];
}

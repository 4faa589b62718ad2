import {
  drawProblem,
  familiesOf,
  type Level,
  NO_NOISE,
  type Random,
  writeStatement,
} from "@/catalog/bundled";
import { difficultyAnswer, labelFor, plainAnswer, planAnswer, thinkAnswer } from "./answer-forms";
import { judgeExample } from "./judge-example";
import {
  bareMessages,
  difficultyMessages,
  type Form,
  judgeMessages,
  type Message,
  plainMessages,
  planMessages,
  thinkMessages,
} from "./prompt-forms";

export interface TrainingExample {
  form: Form;
  statement: string;
  messages: Message[];
  answer: string;
}

const LEVEL_WEIGHTS: readonly Level[] = [1, 2, 2, 3, 3, 4, 4, 5, 6];
/** Of a hundred examples: bare 30, plain with instructions 25, think 15, plan 10, difficulty 5, judge 15. */
const MIX: readonly (readonly [upTo: number, kind: "bare" | Form])[] = [
  [30, "bare"],
  [55, "plain"],
  [70, "think"],
  [80, "plan"],
  [85, "difficulty"],
  [100, "judge"],
];

/** One example of the training mix. */
export function trainingExample(random: Random): TrainingExample {
  const level = random.pick(LEVEL_WEIGHTS);
  const problem = drawProblem(random.pick(familiesOf(level)), level, random);
  const statement = writeStatement(problem, random);
  const ticket = random.integer(1, 100);
  const kind = MIX.find(([upTo]) => ticket <= upTo)?.[1] ?? "bare";
  switch (kind) {
    case "bare":
      return {
        form: "plain",
        statement,
        messages: bareMessages(statement),
        answer: plainAnswer(problem, random),
      };
    case "plain":
      return {
        form: kind,
        statement,
        messages: plainMessages(statement, random),
        answer: plainAnswer(problem, random),
      };
    case "think":
      return {
        form: kind,
        statement,
        messages: thinkMessages(statement, random),
        answer: thinkAnswer(problem, random),
      };
    case "plan":
      return {
        form: kind,
        statement,
        messages: planMessages(statement, random),
        answer: planAnswer(problem, random),
      };
    case "difficulty": {
      const forced = random.chance(0.4) ? random.pick(["Easy", "Hard"] as const) : null;
      const messages = difficultyMessages(statement, forced, random);
      const answer = difficultyAnswer(problem, forced ?? labelFor(level), random);
      return { form: kind, statement, messages, answer };
    }
    case "judge": {
      const { candidate, answer } = judgeExample(problem, random);
      return { form: kind, statement, messages: judgeMessages(statement, candidate, random), answer };
    }
  }
}

/** A short, exact, bare example: the first lessons, before noise and instructions. */
export function firstLesson(random: Random): TrainingExample {
  const level = random.pick([1, 1, 2, 2, 3] as const);
  const problem = drawProblem(random.pick(familiesOf(level)), level, random);
  const statement = writeStatement(problem, random);
  const answer = plainAnswer(problem, random, NO_NOISE);
  return { form: "plain", statement, messages: bareMessages(statement), answer };
}

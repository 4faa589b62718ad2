import { sift as card } from "@/catalog/methods/sift";
import type { EngineResult } from "../engines/engine";
import { fillPrompt } from "./fill-prompt";
import { type Method, type MethodContext, type MethodResult, methodPrompt } from "./method";
import { problemText } from "./problem-messages";
import { parseNote } from "./sift-note";
import { wholeText } from "./whole-text";

type Solution = { result: EngineResult; answer: string | null };
type Params = {
  stages: number;
  cpStrategy: string;
  noteTokens: number;
  repeatsStage2: number;
  repeatsStage3: number;
  stickerFewShot: boolean;
};
type Pair = { fromNote: Solution; fromBoth: Solution };
type StageRecord = {
  stage: number;
  note: string | null;
  inferredNote?: string | null;
  answerFromNote: string | null;
  answerFromBoth: string | null;
  agree: boolean;
  answer: string | null;
  completionTokens: number | null;
};

/**
 * SIFT: the answer from a note of the facts has to agree with another one; else the note is repaired against the
 * problem (stage 2), then inferred from the model's own solution and repaired (stage 3). A note that cannot be read
 * counts as no agreement.
 */
export const sift: Method = {
  id: card.id,
  async run(problem, params, ctx) {
    const given = paramsOf(params);
    const statement = problemText(problem);
    const work = new Work(ctx, given);
    const plain = await work.solve();
    const records: StageRecord[] = [];
    let pair: Pair | null = null;
    const compare = async (
      stage: number,
      note: string,
      inferredNote?: string,
    ): Promise<MethodResult | null> => {
      const parsed = parseNote(note);
      if (parsed !== null) pair = await work.solveFrom(problem.statement, parsed);
      const chosen = parsed === null || pair === null ? null : choose(ctx, given.cpStrategy, plain, pair);
      const answer = (chosen ?? fallback(given.cpStrategy, plain, pair)).answer;
      records.push({
        stage,
        note: parsed,
        ...(inferredNote === undefined ? {} : { inferredNote: parseNote(inferredNote) }),
        answerFromNote: parsed === null ? null : (pair?.fromNote.answer ?? null),
        answerFromBoth: parsed === null ? null : (pair?.fromBoth.answer ?? null),
        agree: chosen !== null,
        answer,
        completionTokens: work.completionTokens,
      });
      return chosen === null ? null : ended(chosen, { exit: stage, plain: plain.answer, stages: records });
    };
    let note = await work.note("write", { problem: statement });
    let done = await compare(1, note);
    for (let turn = 0; done === null && given.stages > 1 && turn < given.repeatsStage2; turn++) {
      note = await work.note("repair", { problem: statement, note });
      done = await compare(2, note);
    }
    for (let turn = 0; done === null && given.stages > 2 && turn < given.repeatsStage3; turn++) {
      const source: Solution = lastBoth(pair) ?? plain;
      const inferred = await work.note("infer", { solution: wholeText(source.result) });
      note = await work.note("repair", { problem: statement, note: inferred });
      done = await compare(3, note, inferred);
    }
    const artifacts = { exit: "fallback", plain: plain.answer, stages: records };
    return done ?? ended(fallback(given.cpStrategy, plain, pair), artifacts);
  },
};

const lastBoth = (pair: Pair | null): Solution | null => pair?.fromBoth ?? null;

/** Calls of one sample, and the completion tokens that they took so far (null where one was not told). */
class Work {
  completionTokens: number | null = 0;
  readonly #ctx: MethodContext;
  readonly #params: Params;

  constructor(ctx: MethodContext, params: Params) {
    this.#ctx = ctx;
    this.#params = params;
  }

  async solve(statement?: string): Promise<Solution> {
    const messages = statement === undefined ? this.#ctx.messages() : this.#ctx.messagesFor(statement);
    const result = this.#count(await this.#ctx.model().generate({ messages }));
    return { result, answer: this.#ctx.extract(wholeText(result)) };
  }

  async solveFrom(statement: string, note: string): Promise<Pair> {
    return { fromNote: await this.solve(note), fromBoth: await this.solve(`${statement}\n\n${note}`) };
  }

  async note(kind: "write" | "repair" | "infer", parts: Record<string, string>): Promise<string> {
    const examples = methodPrompt(card, kind === "repair" ? "repairExamples" : "noteExample");
    const filled = { examples: this.#params.stickerFewShot ? examples : "", ...parts };
    const content = fillPrompt(methodPrompt(card, kind), filled);
    const model = this.#ctx.model();
    const maxTokens = Math.min(this.#params.noteTokens, model.sampling.maxTokens);
    const asked = model.generate({ messages: [{ role: "user", content }] }, { sampling: { maxTokens } });
    return this.#count(await asked).text;
  }

  #count(result: EngineResult): EngineResult {
    const { completionTokens } = result;
    this.completionTokens =
      this.completionTokens === null || completionTokens === null
        ? null
        : this.completionTokens + completionTokens;
    return result;
  }
}

/** What is returned when the two answers that the strategy compares agree; null where they do not. */
function choose(ctx: MethodContext, strategy: string, plain: Solution, pair: Pair): Solution | null {
  const agree = (a: Solution, b: Solution) =>
    a.answer !== null && b.answer !== null && ctx.sameAnswer(a.answer, b.answer) === true;
  if (strategy === "s_if_eq_q_else_qs") return agree(pair.fromNote, plain) ? pair.fromNote : null;
  if (strategy === "q_if_eq_qs_else_s") return agree(plain, pair.fromBoth) ? plain : null;
  return agree(pair.fromBoth, pair.fromNote) ? pair.fromBoth : null;
}

function fallback(strategy: string, plain: Solution, pair: Pair | null): Solution {
  if (pair !== null && strategy === "s_if_eq_q_else_qs") return pair.fromBoth;
  if (pair !== null && strategy === "q_if_eq_qs_else_s") return pair.fromNote;
  return plain;
}

function ended({ result, answer }: Solution, artifacts: Record<string, unknown>): MethodResult {
  const { text, reasoning, finishReason } = result;
  return { answer, response: text, reasoning, finishReason, artifacts };
}

function paramsOf(params: Record<string, unknown>): Params {
  return {
    stages: Number(params.stages),
    cpStrategy: String(params.cpStrategy),
    noteTokens: Number(params.noteTokens),
    repeatsStage2: Number(params.repeatsStage2),
    repeatsStage3: Number(params.repeatsStage3),
    stickerFewShot: params.stickerFewShot === true,
  };
}

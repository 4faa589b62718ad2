import type { LineError } from "@/contracts/trace-line";
import type { ForeignSample } from "../trace-format";
import { foldLatex, foldSpace } from "./fold";
import { PromptIndex } from "./prompt-index";
import { sameGoldText } from "./same-gold";
import { statementMark } from "./statement-mark";

/** What matching must know of a problem; a `JudgedProblem` of the lease protocol has it. */
export type MatchableProblem = {
  id: string;
  statement: string;
  gold: string;
  options: readonly string[] | null;
  aliases: readonly { tool: string; alias: string }[];
};

/** The tool under which the alias table holds marks of other wordings (`statementMark`). */
const WORDING = "statement";

/** How a row was matched; `wording`: by a known copy's wording of the statement; `prompt`: the whole statement stands inside the prompt of a row that names nothing else. */
export const MATCH_WAYS = ["id", "statement", "folded", "wording", "alias", "prompt"] as const;
export type MatchWay = (typeof MATCH_WAYS)[number];

export type Match<Problem> =
  | { problem: Problem; by: MatchWay; sample: number | null; otherGold: boolean }
  | { error: { code: LineError["code"]; message: string } };

/** A text that two problems of the benchmark share names neither. */
const SHARED = Symbol("shared");
type Index<Problem> = Map<string, Problem | typeof SHARED>;

/** `<id>` and a sample number after a separator, longest id first. */
const WITH_SAMPLE = /^(.+?)(?:[:#|/@.]|__|--|[-_](?:sample|s|k|n|rep|epoch|run)?[-_]?)(\d{1,6})$/i;

/**
 * Finds the problem that a row of a foreign file means: by our id, by its statement after NFKC and white space folding,
 * by the same with LaTeX spacing and punctuation dropped, or by the tool's own id where the benchmark's alias table
 * names it. Never by the row's number. A row whose own gold differs is matched and flagged.
 */
export class Matcher<Problem extends MatchableProblem> {
  readonly #byId = new Map<string, Problem>();
  readonly #byStatement: Index<Problem> = new Map();
  readonly #byFolded: Index<Problem> = new Map();
  readonly #byAlias: Index<Problem> = new Map();
  readonly #prompts = new PromptIndex<Problem>();
  #knowsWordings = false;
  readonly #sameGold: (problem: Problem, theirs: string) => boolean;

  constructor(
    problems: Iterable<Problem>,
    sameGold: (problem: Problem, theirs: string) => boolean = (problem, theirs) =>
      sameGoldText(problem.gold, theirs),
  ) {
    this.#sameGold = sameGold;
    for (const problem of problems) {
      this.#byId.set(problem.id, problem);
      for (const statement of statementsOf(problem)) {
        put(this.#byStatement, foldSpace(statement), problem);
        put(this.#byFolded, foldLatex(statement), problem);
        this.#prompts.add(problem, foldLatex(statement));
      }
      for (const { tool, alias } of problem.aliases) {
        put(this.#byAlias, JSON.stringify([tool, alias]), problem);
        if (tool === WORDING) this.#knowsWordings = true;
        // An id with a letter in it tells what it is in any tool's file; a bare number does not.
        else if (isTelling(alias)) put(this.#byAlias, alias, problem);
      }
    }
  }

  match(sample: Pick<ForeignSample, "problem" | "sample">): Match<Problem> {
    const named = sample.problem;
    if ("id" in named) {
      const found = this.#byId.get(named.id) ?? this.#alias("", named.id);
      if (found !== undefined && found !== SHARED) {
        const by = found.id === named.id ? "id" : "alias";
        return { problem: found, by, sample: sample.sample, otherGold: false };
      }
      return refused("unknown_problem", `The benchmark has no problem ${named.id}.`);
    }
    const found = this.#find(sample);
    if (found === null || found === SHARED) return this.#notFound(named.toolIds, named.statement, found);
    const otherGold =
      named.gold !== null && named.gold !== "" && !this.#isSameGold(found.problem, named.gold);
    // An id that agrees does not outweigh a statement and a gold that do not: another set may use the same ids.
    const isById = found.by === "id" || found.by === "alias";
    const isAsked = named.prompt !== null && this.#prompts.find(named.prompt)?.id === found.problem.id;
    const saysMore = named.statement !== null || (named.prompt !== null && !isAsked);
    if (isById && otherGold && saysMore) return this.#notFound(named.toolIds, named.statement, null);
    return { problem: found.problem, by: found.by, sample: found.sample, otherGold };
  }

  #find({ problem: named, sample }: Pick<ForeignSample, "problem" | "sample">) {
    if ("id" in named) return null;
    const ids = named.toolIds.map((id) => ({ id, number: sample }));
    if (named.idHoldsSample === true) {
      for (const id of named.toolIds) {
        const [, bare, number] = WITH_SAMPLE.exec(id) ?? [];
        if (bare !== undefined) ids.push({ id: bare, number: sample ?? Number(number) });
      }
    }
    for (const { id, number } of ids) {
      const problem = this.#byId.get(id);
      if (problem !== undefined) return { problem, by: "id" as const, sample: number };
    }
    for (const statement of wordingsOf(named.statement)) {
      const byStatement = this.#statement(statement, sample);
      if (byStatement !== null) return byStatement;
      const wording = this.#wording(statement);
      if (wording !== null) return { problem: wording, by: "wording" as const, sample };
    }
    for (const { id, number } of ids) {
      const problem = this.#alias(named.tool, id);
      if (problem !== undefined && problem !== SHARED)
        return { problem, by: "alias" as const, sample: number };
    }
    if (named.prompt === null || named.statement !== null) return null;
    const problem = this.#prompts.find(named.prompt);
    if (problem === undefined) return SHARED;
    return problem === null ? null : { problem, by: "prompt" as const, sample };
  }

  #statement(statement: string | null, sample: number | null) {
    if (statement === null || statement.trim() === "") return null;
    const plain = this.#byStatement.get(foldSpace(statement));
    if (plain !== undefined && plain !== SHARED) return { problem: plain, by: "statement" as const, sample };
    if (plain === SHARED) return SHARED;
    const folded = this.#byFolded.get(foldLatex(statement));
    if (folded === undefined) return null;
    return folded === SHARED ? SHARED : { problem: folded, by: "folded" as const, sample };
  }

  /** By the mark of another wording that the alias table knows. */
  #wording(statement: string | null): Problem | null {
    if (!this.#knowsWordings || statement === null || statement.trim() === "") return null;
    const found = this.#byAlias.get(JSON.stringify([WORDING, statementMark(statement)]));
    return found === undefined || found === SHARED ? null : found;
  }

  #alias(tool: string, id: string): Problem | typeof SHARED | undefined {
    return (
      this.#byAlias.get(JSON.stringify([tool, id])) ?? (isTelling(id) ? this.#byAlias.get(id) : undefined)
    );
  }

  /** Programs are judged by tests: their problems have no gold to differ from. */
  #isSameGold(problem: Problem, theirs: string): boolean {
    return problem.gold === "" || sameGoldText(problem.gold, theirs) || this.#sameGold(problem, theirs);
  }

  #notFound(ids: readonly string[], statement: string | null, why: null | typeof SHARED): Match<Problem> {
    const what =
      statement === null ? `Nothing but the id ${ids[0] ?? "(none)"}` : `The statement “${clip(statement)}”`;
    if (why === SHARED)
      return refused("ambiguous_statement", `${what} fits more than one problem of this benchmark.`);
    return refused("unmatched_statement", `${what} is of no problem of this benchmark.`);
  }
}

const refused = (code: LineError["code"], message: string) => ({ error: { code, message } });

const clip = (text: string): string => {
  const folded = foldSpace(text);
  return folded.length <= 120 ? folded : `${folded.slice(0, 119)}…`;
};

/** The line, or the sentence at the end, by which harnesses ask for a boxed answer. */
const INSTRUCTION =
  /\n[^\n]{0,200}(?:\\boxed|step by step)[^\n]{0,200}\s*$|\s(?:please )?reason step by step, and put your final answer (?:with)?in \\boxed\{\}\.?\s*$/i;

/** The statement as the file has it, and without the instruction that some files leave behind it. */
function wordingsOf(statement: string | null): (string | null)[] {
  const bare = statement?.replace(INSTRUCTION, "") ?? null;
  return bare === statement || bare === null ? [statement] : [statement, bare];
}

const isTelling = (id: string): boolean => /[A-Za-z]/.test(id);

function put<Problem extends { id: string }>(index: Index<Problem>, key: string, problem: Problem): void {
  if (key === "") return;
  const known = index.get(key);
  const isOther = known !== undefined && (known === SHARED || known.id !== problem.id);
  index.set(key, isOther ? SHARED : problem);
}

/** The statement, and for multiple choice also what stands before the options: files often give only that. */
function statementsOf(problem: MatchableProblem): string[] {
  const options = problem.options === null ? -1 : problem.statement.lastIndexOf("\n\nA) ");
  return options > 0 ? [problem.statement, problem.statement.slice(0, options)] : [problem.statement];
}

import type { ChainOperation, ChainProblem } from "./problem";
import type { Random } from "./random";
import { OBJECTS, PERSONS } from "./words";

const ADD = ["{p} buys {n} more.", "{p} finds {n} {o}.", "{p} gets {n} more {o}."];
const SUBTRACT = ["{p} loses {n}.", "{p} gives away {n} {o}.", "{p} sells {n} of them."];
const MULTIPLY = ["The number grows {n} times.", "Then there are {n} times as many."];
const HALVE = ["Half of them are lost.", "{p} gives half to a friend."];
const OPENING = ["{p} has {n} {o}.", "{p} starts with {n} {o}."];
const QUESTION = ["How many {o} are left?", "How many {o} are there now?", "How many {o} does {p} have?"];

interface Slots {
  p: string;
  o: string;
  n?: number;
}

function fill(template: string, slots: Slots): string {
  return template
    .replace("{p}", slots.p)
    .replace("{o}", slots.o)
    .replace("{n}", String(slots.n ?? ""));
}

function wordings(kind: ChainOperation["kind"]): string[] {
  switch (kind) {
    case "add":
      return ADD;
    case "subtract":
      return SUBTRACT;
    case "multiply":
      return MULTIPLY;
    case "halve":
      return HALVE;
  }
}

/** The problem as text; which of the wordings is used comes from `random`. */
export function stateChain(problem: ChainProblem, random: Random): string {
  const slots = { p: problem.person, o: problem.object };
  const sentences = [fill(random.pick(OPENING), { ...slots, n: problem.start })];
  for (const operation of problem.operations) {
    const amount = operation.kind === "halve" ? undefined : operation.amount;
    sentences.push(fill(random.pick(wordings(operation.kind)), { ...slots, n: amount }));
  }
  sentences.push(fill(random.pick(QUESTION), slots));
  return sentences.join(" ");
}

interface Pattern {
  expression: RegExp;
  kind: ChainOperation["kind"];
}

const slotPatterns: Record<string, string> = {
  "{p}": `(?<person>${PERSONS.join("|")})`,
  "{o}": `(?<object>${OBJECTS.join("|")})`,
  "{n}": "(?<amount>\\d+)",
};

function patternOf(template: string): RegExp {
  const body = template.replace(/[.?]/g, "\\$&").replace(/\{[pon]\}/g, (slot) => slotPatterns[slot] ?? slot);
  return new RegExp(`^${body}$`);
}

const openings = OPENING.map(patternOf);
const questions = QUESTION.map(patternOf);
const operationPatterns: Pattern[] = (["add", "subtract", "multiply", "halve"] as const).flatMap((kind) =>
  wordings(kind).map((template) => ({ expression: patternOf(template), kind })),
);

function firstMatch(patterns: readonly RegExp[], sentence: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const found = pattern.exec(sentence);
    if (found) return found;
  }
  return null;
}

function parseOperation(sentence: string): ChainOperation | null {
  for (const { expression, kind } of operationPatterns) {
    const found = expression.exec(sentence);
    if (!found) continue;
    return kind === "halve" ? { kind } : { kind, amount: Number(found.groups?.amount) };
  }
  return null;
}

/** Reads a statement written by `stateChain`; null when it is not one. */
export function parseChain(statement: string): ChainProblem | null {
  const sentences = statement.trim().split(/(?<=[.?])\s+/);
  const opening = firstMatch(openings, sentences[0] ?? "");
  const question = firstMatch(questions, sentences.at(-1) ?? "");
  const person = opening?.groups?.person;
  const object = opening?.groups?.object;
  if (!question || !person || !object) return null;
  const operations: ChainOperation[] = [];
  for (const sentence of sentences.slice(1, -1)) {
    const operation = parseOperation(sentence);
    if (!operation) return null;
    operations.push(operation);
  }
  if (operations.length === 0) return null;
  return { family: "chain", person, object, start: Number(opening.groups?.amount), operations };
}

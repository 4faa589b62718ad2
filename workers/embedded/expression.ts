import { parse } from "@marcbachmann/cel-js";
import { canonicalJson } from "./canonical-json";

type Compiled = (context: Record<string, unknown>) => unknown;
/** `event` is the event that started the run, `async` the one that has just arrived. */
export type ExpressionContext = { event: unknown; async?: unknown };

const compiled = new Map<string, Compiled>();
const MAX_COMPILED = 1_000;

/** Why a CEL expression cannot be read; null when it can. */
export function expressionProblem(source: string): string | null {
  try {
    compile(source);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

/** Whether an event matches. A missing key or a wrong type is "no match", as on the real server. */
export function matches(source: string | null | undefined, context: ExpressionContext): boolean {
  if (!source) return true;
  return evaluate(source, context) === true;
}

/** The text of a key expression; null where it has no value (a missing key means "no key"). */
export function keyOf(source: string, context: ExpressionContext): string | null {
  const value = evaluate(source, context);
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  return typeof value === "bigint" ? value.toString() : canonicalJson(value);
}

/** A number expression; null where it has no value. */
export function numberOf(source: string, context: ExpressionContext): number | null {
  const value = evaluate(source, context);
  const number = typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function evaluate(source: string, context: ExpressionContext): unknown {
  try {
    return compile(source)({ event: context.event, async: context.async ?? {} });
  } catch {
    return undefined;
  }
}

function compile(source: string): Compiled {
  const known = compiled.get(source);
  if (known) return known;
  const expression: Compiled = parse(source);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(source, expression);
  return expression;
}

import { RunMatrixError } from "./run-matrix-check";

/** An object of parsed JSON whose fields are not known yet. */
export type Fields = ReadonlyMap<string, unknown>;

/** The fields of a parsed JSON object. */
export function objectOf(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RunMatrixError(`Run matrix: ${name} is not an object.`);
  }
  return new Map<string, unknown>(Object.entries(value));
}

/** One field of an object; it must be there. */
export function field(fields: Fields, name: string): unknown {
  if (!fields.has(name)) throw new RunMatrixError(`Run matrix: ${name} is missing.`);
  return fields.get(name);
}

export function listOf(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new RunMatrixError(`Run matrix: ${name} is not a list.`);
  return value;
}

export function numberOf(value: unknown, name: string): number {
  if (typeof value !== "number") throw new RunMatrixError(`Run matrix: ${name} is not a number.`);
  return value;
}

export function stringOf(value: unknown, name: string): string {
  if (typeof value !== "string") throw new RunMatrixError(`Run matrix: ${name} is not a text.`);
  return value;
}

export function numbersOrNull(value: unknown, name: string): (number | null)[] {
  return listOf(value, name).map((item) => (item === null ? null : numberOf(item, name)));
}

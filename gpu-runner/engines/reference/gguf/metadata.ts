import type { GgufFile } from "./read-gguf";

/** Typed access to the metadata; each throws `RangeError` naming the key when the value is of another kind. */
export function readNumber(file: GgufFile, key: string, otherwise?: number): number {
  const value = file.metadata.get(key);
  if (typeof value === "number") return value;
  if (value === undefined && otherwise !== undefined) return otherwise;
  throw new RangeError(`metadata ${key} is not a number`);
}

export function readText(file: GgufFile, key: string, otherwise?: string): string {
  const value = file.metadata.get(key);
  if (typeof value === "string") return value;
  if (value === undefined && otherwise !== undefined) return otherwise;
  throw new RangeError(`metadata ${key} is not a text`);
}

export function readTexts(file: GgufFile, key: string): string[] {
  const value = file.metadata.get(key);
  if (!Array.isArray(value)) throw new RangeError(`metadata ${key} is not a list`);
  return value.map((item) => {
    if (typeof item !== "string") throw new RangeError(`metadata ${key} is not a list of texts`);
    return item;
  });
}

export function readNumbers(file: GgufFile, key: string): number[] {
  const value = file.metadata.get(key);
  if (!Array.isArray(value)) throw new RangeError(`metadata ${key} is not a list`);
  return value.map((item) => {
    if (typeof item !== "number") throw new RangeError(`metadata ${key} is not a list of numbers`);
    return item;
  });
}

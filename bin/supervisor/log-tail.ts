import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from "node:fs";

const TAIL_BYTES = 16 * 1024;
const ROTATE_BYTES = 20 * 1024 ** 2;

/** The last lines of a log, however large it is. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return "(no log)";
  const descriptor = openSync(file, "r");
  try {
    const size = fstatSync(descriptor).size;
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8").trimEnd().split("\n").slice(-count).join("\n");
  } finally {
    closeSync(descriptor);
  }
}

/** Keeps one older log at most: 20 MB each. */
export function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > ROTATE_BYTES) renameSync(file, `${file}.old`);
}

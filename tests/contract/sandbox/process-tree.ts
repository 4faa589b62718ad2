import { readFileSync } from "node:fs";

/** A process that a later one with the same number is not taken for. */
export type KnownProcess = { pid: number; startedAt: string };

/** What a process has started and what those have, as it is now. */
export function descendantsOf(pid: number): KnownProcess[] {
  const children = read(`/proc/${pid}/task/${pid}/children`) ?? "";
  return children
    .split(" ")
    .filter((word) => word !== "")
    .flatMap((word) => {
      const startedAt = statOf(Number(word))?.startedAt;
      const own = startedAt === undefined ? [] : [{ pid: Number(word), startedAt }];
      return [...own, ...descendantsOf(Number(word))];
    });
}

/** Still running; what has ended and waits to be collected is not. */
export function isAlive({ pid, startedAt }: KnownProcess): boolean {
  const now = statOf(pid);
  return now !== null && now.startedAt === startedAt && now.state !== "Z" && now.state !== "X";
}

function statOf(pid: number): { state: string; startedAt: string } | null {
  // The second field is the name in brackets and may hold blanks.
  const fields = read(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ");
  return fields === undefined ? null : { state: fields[0] ?? "", startedAt: fields[19] ?? "" };
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

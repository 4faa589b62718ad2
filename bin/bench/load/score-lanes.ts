import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT } from "../../root";

export type ToScore = { runId: string; startedAt: Date; publishedAt: Date };
export type ScoreLanes = { score(run: ToScore): void; finished(): Promise<void> };

/** Processes that score runs while others are written; a run goes to the next one in turn. */
export function startScoreLanes(lanes: number): ScoreLanes {
  const children = Array.from({ length: lanes }, () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", path.join(ROOT, "bin", "bench", "load", "score-lane.ts")],
      { cwd: ROOT, env: process.env, stdio: ["pipe", "inherit", "inherit"] },
    );
    const ended = new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) =>
        code === 0 ? resolve() : reject(new Error(`a scoring process ended with code ${code}`)),
      );
    });
    // Where it ends early, finished() tells; a line that it can no longer read is no second failure.
    ended.catch(() => {});
    child.stdin.on("error", () => {});
    return { stdin: child.stdin, ended };
  });
  let turn = 0;
  return {
    score: (run) => void children[turn++ % lanes]?.stdin.write(`${JSON.stringify(run)}\n`),
    finished: async () => {
      for (const { stdin } of children) stdin.end();
      await Promise.all(children.map(({ ended }) => ended));
    },
  };
}

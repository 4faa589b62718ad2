import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Speed, speed, type TokenJob } from "./workload";

type Answer = { tokens: number; cpuSeconds: number };

/** Processes that run an engine's own code and nothing else, started once and used round by round. */
export class BareLoops {
  readonly #children: readonly ChildProcess[];

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children;
  }

  /** `script` lies beside this file; resolves when all processes have loaded their model. */
  static async open(script: string, args: readonly string[], processes: number): Promise<BareLoops> {
    const file = fileURLToPath(new URL(`./${script}`, import.meta.url));
    const children = Array.from({ length: processes }, () =>
      fork(file, [...args], {
        ...(script.endsWith(".mjs") ? { execArgv: [] } : {}),
        serialization: "advanced",
      }),
    );
    await Promise.all(children.map((child) => next(child)));
    return new BareLoops(children);
  }

  /** Every process takes its share of the jobs (every second one where there are two). */
  async run(jobs: readonly TokenJob[]): Promise<Speed> {
    const startedAt = performance.now();
    const shares = this.#children.map((_, own) =>
      jobs.filter((_job, index) => index % this.#children.length === own),
    );
    const answers = await Promise.all(
      this.#children.map((child, index) => {
        const answer = next<Answer>(child);
        child.send(shares[index] ?? []);
        return answer;
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    return speed(
      answers.reduce((total, { tokens }) => total + tokens, 0),
      seconds,
    );
  }

  close(): void {
    for (const child of this.#children) child.disconnect();
  }
}

function next<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`a bare loop ended with code ${code}`));
    child.once("exit", lost);
    child.once("message", (message: Message) => {
      child.off("exit", lost);
      resolve(message);
    });
  });
}

import type { SandboxEngine, SandboxProcess } from "../sandbox/sandbox";
import { TESTER } from "./code-guests";
import { TESTER_LIMITS } from "./code-limits";

export type Tester = { process: SandboxProcess; frames: AsyncGenerator<Uint8Array>; jobs: number };

/** A tester is replaced after this many problems, so that nothing piles up in it. */
const JOBS_A_TESTER = 50;

/** Processes that run tests. Their code is trusted, so where a start is slow one serves many problems. */
export class Testers {
  readonly #engine: SandboxEngine;
  readonly #idle: Tester[] = [];

  constructor(engine: SandboxEngine) {
    this.#engine = engine;
  }

  async take(): Promise<Tester> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const process = await this.#engine.open({
      files: [{ path: "tester.py", bytes: TESTER }],
      main: "tester.py",
      stdin: "frames",
      limits: TESTER_LIMITS,
    });
    return { process, frames: process.frames(), jobs: 0 };
  }

  /** Gives a tester back that has said its verdict; any other is ended by whoever took it. */
  async giveBack(tester: Tester): Promise<void> {
    tester.jobs++;
    if (this.#engine.name === "pyodide" && tester.jobs < JOBS_A_TESTER) this.#idle.push(tester);
    else await tester.process[Symbol.asyncDispose]();
  }

  async close(): Promise<void> {
    for (const tester of this.#idle.splice(0)) await tester.process[Symbol.asyncDispose]();
  }
}

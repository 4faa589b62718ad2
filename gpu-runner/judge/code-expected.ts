import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CodeTests } from "@/contracts/code-tests";
import type { SandboxEngine } from "../sandbox/sandbox";
import { candidateLimits } from "./code-limits";
import { runSplit } from "./code-split";
import type { Testers } from "./code-tester";

export type InputTests = Extract<CodeTests, { style: "python-inputs" }>;

/** Where answers of references are kept, and the version of the Python that gives them: two Pythons may answer differently. */
export type OutputStore = { folder: string; python: string };

const REFERENCE_PATIENCE = 5;
const OUTPUTS = Buffer.from('{"outputs":');

/** All inputs of a problem as one JSON list, base first. Joined as text: their numbers may not fit a double. */
export function allInputs(tests: InputTests): string {
  const inner = (list: string) => list.trim().replace(/^\[/, "").replace(/\]$/, "").trim();
  return `[${[tests.baseInput, tests.plusInput]
    .map(inner)
    .filter((text) => text !== "")
    .join(", ")}]`;
}

/**
 * What the reference solution answers to every input, as the JSON list that the tester wrote. Computed once per set of
 * inputs, in the sandbox, and kept in memory; with a `store` also in its folder, by the Python that answered.
 */
export class ExpectedOutputs {
  readonly #known = new Map<string, Promise<Uint8Array>>();
  readonly #store: OutputStore | null;

  constructor(store: OutputStore | null) {
    this.#store = store;
  }

  of(engine: SandboxEngine, testers: Testers, tests: InputTests): Promise<Uint8Array> {
    const key = createHash("sha256")
      .update(
        JSON.stringify([
          engine.name,
          this.#store?.python ?? "",
          tests.reference,
          tests.entryPoint,
          allInputs(tests),
        ]),
      )
      .digest("hex");
    const known = this.#known.get(key) ?? this.#load(key) ?? this.#compute(key, engine, testers, tests);
    this.#known.set(key, known);
    // A failure of the engine is no answer of the reference; the next one asks again.
    known.catch(() => this.#known.delete(key));
    return known;
  }

  #load(key: string): Promise<Uint8Array> | null {
    if (this.#store === null) return null;
    try {
      return Promise.resolve(readFileSync(path.join(this.#store.folder, `${key}.json`)));
    } catch {
      return null;
    }
  }

  async #compute(
    key: string,
    engine: SandboxEngine,
    testers: Testers,
    tests: InputTests,
  ): Promise<Uint8Array> {
    const job = Buffer.from(
      JSON.stringify({ style: "record", entryPoint: tests.entryPoint, inputs: allInputs(tests) }),
    );
    // It is trusted, asked once, and must not fail because the machine is busy.
    const usual = candidateLimits(engine, tests);
    const limits = {
      ...usual,
      cpuSeconds: usual.cpuSeconds * REFERENCE_PATIENCE,
      wallMs: usual.wallMs * REFERENCE_PATIENCE,
    };
    const result = await runSplit(engine, testers, { source: tests.reference, job, limits });
    if (result.kind !== "said" || !Buffer.from(result.raw).subarray(0, OUTPUTS.length).equals(OUTPUTS)) {
      throw new ReferenceFailed(
        result.kind === "lost" ? "lost" : "failed",
        JSON.stringify({ ...result, raw: undefined }),
      );
    }
    const outputs = result.raw.slice(OUTPUTS.length, -1);
    if (this.#store !== null) {
      const { folder } = this.#store;
      mkdirSync(folder, { recursive: true });
      const draft = path.join(folder, `${key}.${randomUUID()}`);
      writeFileSync(draft, outputs);
      renameSync(draft, path.join(folder, `${key}.json`));
    }
    return outputs;
  }
}

/** The reference solution did not answer: the engine's fault (`lost`), or the benchmark's. */
export class ReferenceFailed extends Error {
  readonly why: "lost" | "failed";

  constructor(why: "lost" | "failed", message: string) {
    super(message);
    this.why = why;
  }
}

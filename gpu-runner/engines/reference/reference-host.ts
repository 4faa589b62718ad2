import { cpus } from "node:os";
import type { EngineInfo } from "@/contracts/runner";
import { BUNDLED_MODEL } from "../../reference-model/bundled-model";
import type { Engine, EngineHost } from "../engine";
import { EngineError } from "../engine-error";
import { textTokens } from "../text-tokens";
import { ReferenceEngine } from "./reference-engine";

export interface ReferenceHostOptions {
  /** Model files by name; default: the bundled model alone. */
  models?: ReadonlyMap<string, string>;
  threads?: number;
}

/** The reference engine as a runner owns it; a model is loaded when it is first asked for. */
export class ReferenceHost implements EngineHost {
  readonly name = "reference";
  readonly #models: ReadonlyMap<string, string>;
  readonly #threads: number | undefined;
  readonly #loaded = new Map<string, ReferenceEngine>();
  #textTokens: Promise<NonNullable<EngineInfo["textTokens"]>> | null = null;

  constructor({ models, threads }: ReferenceHostOptions = {}) {
    this.#models = models ?? new Map([[BUNDLED_MODEL.name, BUNDLED_MODEL.path]]);
    this.#threads = threads;
  }

  async describe(): Promise<EngineInfo> {
    return {
      name: this.name,
      models: [...this.#models.keys()],
      capabilities: [...ReferenceEngine.capabilities],
      hardware: cpus()[0]?.model.trim().slice(0, 200) || null,
      textTokens: await this.#counted(),
    };
  }

  #counted(): Promise<NonNullable<EngineInfo["textTokens"]>> {
    this.#textTokens ??= this.#countTexts();
    return this.#textTokens;
  }

  async #countTexts(): Promise<NonNullable<EngineInfo["textTokens"]>> {
    const counts: NonNullable<EngineInfo["textTokens"]> = {};
    for (const model of this.#models.keys()) counts[model] = await textTokens(await this.engine(model));
    return counts;
  }

  async engine(model: string): Promise<Engine> {
    const loaded = this.#loaded.get(model);
    if (loaded) return loaded;
    const path = this.#models.get(model);
    if (path === undefined)
      throw new EngineError("unknown_model", `the reference engine has no model ${model.slice(0, 100)}`);
    const engine = new ReferenceEngine({ path, model, ...(this.#threads ? { threads: this.#threads } : {}) });
    this.#loaded.set(model, engine);
    return engine;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#loaded.values()].map((engine) => engine.close()));
    this.#loaded.clear();
  }
}

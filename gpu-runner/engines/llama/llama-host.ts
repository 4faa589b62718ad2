import { cpus } from "node:os";
import type { EngineInfo } from "@/contracts/runner";
import type { Engine, EngineHost } from "../engine";
import { EngineError } from "../engine-error";
import { LlamaEngine } from "./llama-engine";

export interface LlamaHostOptions {
  /** Folder into which `plumbline engines add llama` installs. */
  folder: string;
  /** GGUF files by the names under which submissions ask for them: what the operator allows, and nothing else. */
  models: ReadonlyMap<string, string>;
}

/** The llama engine as a runner owns it; a model is loaded when it is first asked for, and stays. */
export class LlamaHost implements EngineHost {
  readonly name = "llama";
  readonly #folder: string;
  readonly #models: ReadonlyMap<string, string>;
  readonly #loaded = new Map<string, LlamaEngine>();
  #hardware = cpus()[0]?.model.trim() ?? "";

  constructor({ folder, models }: LlamaHostOptions) {
    this.#folder = folder;
    this.#models = models;
  }

  async describe(): Promise<EngineInfo> {
    return {
      name: this.name,
      models: [...this.#models.keys()],
      capabilities: [...LlamaEngine.capabilities],
      hardware: this.#hardware.slice(0, 200) || null,
    };
  }

  async engine(model: string): Promise<Engine> {
    const loaded = this.#loaded.get(model);
    if (loaded) return loaded;
    const path = this.#models.get(model);
    if (path === undefined)
      throw new EngineError("unknown_model", `the llama engine has no model ${model.slice(0, 100)}`);
    const engine = new LlamaEngine({ folder: this.#folder, path, model });
    this.#loaded.set(model, engine);
    const { gpu, build } = await engine.info();
    const where = gpu === false ? (cpus()[0]?.model.trim() ?? "processor") : `GPU (${gpu})`;
    this.#hardware = `${where}, llama.cpp ${build}`;
    return engine;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#loaded.values()].map((engine) => engine.close()));
    this.#loaded.clear();
  }
}

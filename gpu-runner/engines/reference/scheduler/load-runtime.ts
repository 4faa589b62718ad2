import { readFileSync } from "node:fs";
import { readGguf } from "../gguf/read-gguf";
import { Model } from "../model/model";
import { loadTokenizer, type Tokenizer } from "../tokenizer/tokenizer";
import { PrefixStore } from "./prefix-store";
import { Scheduler } from "./scheduler";

/** What one thread needs to compute with a model. */
export interface Runtime {
  model: Model;
  tokenizer: Tokenizer;
  prefixes: PrefixStore;
  scheduler: Scheduler;
}

/** Loads a model file into this thread. */
export function loadRuntime(path: string, sequences?: number): Runtime {
  const file = readGguf(readFileSync(path));
  const model = new Model(file);
  return {
    model,
    tokenizer: loadTokenizer(file),
    prefixes: new PrefixStore(model.shape),
    scheduler: new Scheduler(model, sequences),
  };
}

// The library alone, with nothing of ours around it: what the llama engine is compared with.
// Arguments: address of the library, model file, sequences, and the token prompts on stdin as JSON.
import { text } from "node:stream/consumers";

const [libraryUrl = "", modelPath = "", sequenceCount = "32"] = process.argv.slice(2);
const prompts = JSON.parse(await text(process.stdin));
const { getLlama } = await import(libraryUrl);
const llama = await getLlama({ build: "never", gpu: "auto", maxThreads: 1, logLevel: "error" });
const model = await llama.loadModel({ modelPath });
const sequences = Number(sequenceCount);
const context = await model.createContext({ sequences, contextSize: 2048, threads: 1 });
let next = 0;
let tokens = 0;
const startedAt = performance.now();
const work = async () => {
  const sequence = context.getSequence();
  while (next < prompts.length) {
    const seed = next;
    const prompt = prompts[next++];
    await sequence.clearHistory();
    let length = 0;
    for await (const _token of sequence.evaluate(prompt, {
      temperature: 1,
      topK: 0,
      topP: 1,
      minP: 0,
      seed,
    })) {
      length += 1;
      if (length >= 160) break;
    }
    tokens += length;
  }
};
await Promise.all(Array.from({ length: sequences }, work));
console.log(JSON.stringify({ tokens, seconds: (performance.now() - startedAt) / 1000 }));
process.exit(0);

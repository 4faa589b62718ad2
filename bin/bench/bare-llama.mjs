// The library alone, with nothing of ours around it: what the llama engine is compared with.
// Arguments: address of the library, model file, sequences. Messages: jobs in ({ tokens, seed }), token count out.
const [libraryUrl = "", modelPath = "", sequenceCount = "32"] = process.argv.slice(2);
const MOST_TOKENS = 160;
const { getLlama } = await import(libraryUrl);
const llama = await getLlama({ build: "never", gpu: "auto", maxThreads: 1, logLevel: "error" });
const model = await llama.loadModel({ modelPath });
const count = Number(sequenceCount);
const context = await model.createContext({ sequences: count, contextSize: 2048, threads: 1 });
const sequences = Array.from({ length: count }, () => context.getSequence());

async function answer(sequence, { tokens, seed }) {
  await sequence.clearHistory();
  let length = 0;
  const plain = { temperature: 1, topK: 0, topP: 1, minP: 0, seed };
  for await (const _token of sequence.evaluate(tokens, plain)) {
    length += 1;
    if (length >= MOST_TOKENS) break;
  }
  return length;
}

process.on("message", async (jobs) => {
  const cpu = process.cpuUsage();
  let next = 0;
  let total = 0;
  const work = async (sequence) => {
    while (next < jobs.length) {
      const length = await answer(sequence, jobs[next++]);
      total += length;
    }
  };
  await Promise.all(sequences.map(work));
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ tokens: total, cpuSeconds: (user + system) / 1e6 });
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

// Preloaded into the processes of a soak: the site's notes after each full collection how much of its heap is still in use,
// into the file named in PLUMBLINE_BENCH_HEAP. Resident memory also holds what nobody has collected yet.
import { appendFileSync } from "node:fs";
import { constants, PerformanceObserver } from "node:perf_hooks";

const file = process.env.PLUMBLINE_BENCH_HEAP;

if (file && process.argv.join(" ").includes("site/serve")) {
  new PerformanceObserver((list) => {
    if (!list.getEntries().some(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR)) return;
    const { heapUsed, external } = process.memoryUsage();
    appendFileSync(
      file,
      `${JSON.stringify({ at: Date.now(), megabytes: (heapUsed + external) / 2 ** 20 })}\n`,
    );
  }).observe({ entryTypes: ["gc"] });
}

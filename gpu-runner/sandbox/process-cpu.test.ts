import { expect, it } from "vitest";
import { canReadCpu, mainThreadCpuMs } from "./process-cpu";

it.skipIf(!canReadCpu())(
  "counts what the first thread computes, and nothing of a process that is gone",
  () => {
    const before = mainThreadCpuMs(process.pid) ?? Number.NaN;
    const until = process.cpuUsage().user + 80_000;
    let sum = 0;
    while (process.cpuUsage().user < until) for (let step = 0; step < 10_000; step++) sum += step;
    const spent = (mainThreadCpuMs(process.pid) ?? Number.NaN) - before;
    expect(sum).toBeGreaterThan(0);
    expect(spent).toBeGreaterThanOrEqual(20);
    expect(spent).toBeLessThan(1_000);
    expect(mainThreadCpuMs(2 ** 30)).toBeNull();
  },
);

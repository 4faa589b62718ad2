import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBubblewrap } from "@/gpu-runner/sandbox/bubblewrap/engine";
import { createPyodide } from "@/gpu-runner/sandbox/pyodide/engine";
import type { SandboxLimits } from "@/gpu-runner/sandbox/sandbox";
import { runPython } from "./sandbox/run-python";
import { suiteOf, titleOf } from "./sandbox/suites";
import { heldNow } from "./sandbox/traces-left";

const MIB = 1024 ** 2;
/** Half of the programs one after another, half side by side; a start of WebAssembly Python takes half a second of CPU time. */
const PROGRAMS = { bubblewrap: 200, pyodide: 24 } as const;
const SIDE_BY_SIDE = { bubblewrap: 8, pyodide: 3 } as const;
/** Objects that are there once, whatever the number of programs. */
const HEAP_ALLOWED_BYTES = 3 * MIB;

type Program = { source: string; limits?: Partial<SandboxLimits>; ends: string };

/** Every way to end, so that none of them leaves anything. */
const WAYS: readonly Program[] = [
  { source: "print('x' * 1000)", ends: "exited" },
  { source: "raise SystemExit(3)", ends: "exited" },
  { source: "print(len(input()))", ends: "exited" },
  { source: "while True: pass", limits: { wallMs: 150 }, ends: "wall" },
  { source: "while True: print('x' * 100000)", limits: { outputBytes: 100_000 }, ends: "output" },
];

const SUITES = await Promise.all([suiteOf(createBubblewrap()), suiteOf(createPyodide())]);

for (const { engine, name, reason } of SUITES) {
  describe.skipIf(reason !== null)(titleOf(`what programs leave behind in ${name}`, reason), () => {
    const before = process.env.TMPDIR;
    let temporary = "";
    beforeAll(() => {
      temporary = mkdtempSync(path.join(tmpdir(), "sandbox-leaks-"));
      process.env.TMPDIR = temporary;
    });
    afterAll(async () => {
      await engine.close();
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(temporary, { recursive: true });
    });

    const runOne = async (index: number) => {
      const way = WAYS[index % WAYS.length];
      if (way === undefined) throw new Error("no program");
      const ran = await runPython(engine, way.source, {
        stdin: "line\n",
        ...(way.limits === undefined ? {} : { limits: way.limits }),
      });
      expect(ran.exit.kind).toBe(way.ends);
    };

    it(`nothing: no process, descriptor, file or memory after ${PROGRAMS[name]}`, async () => {
      const half = PROGRAMS[name] / 2;
      for (let index = 0; index < 2 * WAYS.length; index++) await runOne(index);
      const start = heldNow(temporary);
      for (let index = 0; index < half; index++) await runOne(index);
      let next = half;
      const lane = async () => {
        while (next < PROGRAMS[name]) await runOne(next++);
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE[name] }, lane));
      const end = heldNow(temporary);
      expect(end.descriptors).toBeLessThanOrEqual(start.descriptors);
      expect(end.processes).toBeLessThanOrEqual(start.processes);
      expect(end.files.filter((file) => file.startsWith("plumbline-"))).toEqual([]);
      expect(end.heapBytes - start.heapBytes).toBeLessThan(HEAP_ALLOWED_BYTES);
    }, 300_000);
  });
}

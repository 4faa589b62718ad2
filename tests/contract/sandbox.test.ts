import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CodeTests } from "@/contracts/code-tests";
import { ExpectedOutputs, type InputTests } from "@/gpu-runner/judge/code-expected";
import { type CodeBench, runCode } from "@/gpu-runner/judge/code-run";
import { Testers } from "@/gpu-runner/judge/code-tester";
import { createBubblewrap } from "@/gpu-runner/sandbox/bubblewrap/engine";
import { createPyodide } from "@/gpu-runner/sandbox/pyodide/engine";
import type { SandboxName } from "@/gpu-runner/sandbox/sandbox";
import {
  DAEMON,
  DAEMON_AND_LOOP,
  FATAL_WAYS,
  FILES_PREFIX,
  FILES_WITHOUT_END,
  FORKS,
  SYSTEM_CALLS,
  TREE_MEMORY,
  WILD_WRITE,
  waysOut,
} from "./sandbox/attacks";
import { FORGERIES } from "./sandbox/forgeries";
import { descendantsOf, isAlive } from "./sandbox/process-tree";
import { processesWith, runPython } from "./sandbox/run-python";
import { suiteOf, titleOf } from "./sandbox/suites";

const VARIABLE = "PLUMBLINE_CANARY_VARIABLE";
const MIB = 1024 ** 2;
/** Interpreters that WebAssembly keeps loaded. */
const SPARES = 2;
const ENDLESS_PARENT = fileURLToPath(new URL("./sandbox/endless-parent.ts", import.meta.url));

// Before any engine starts a process, so that a leak of the environment would show.
process.env[VARIABLE] = VARIABLE;

/** Processes of an engine that this one has started. */
const runningHere = (name: SandboxName) => {
  const engines = new Set(processesWith(name === "bubblewrap" ? "bwrap" : "host.mjs"));
  return descendantsOf(process.pid).filter((one) => engines.has(one.pid) && isAlive(one));
};

const SUITES = await Promise.all([suiteOf(createBubblewrap()), suiteOf(createPyodide({ spares: SPARES }))]);

for (const { engine, name, reason } of SUITES) {
  describe.skipIf(reason !== null)(titleOf(`sandbox engine ${name}`, reason), () => {
    let listener: Server;
    let connections = 0;

    beforeAll(async () => {
      listener = createServer((socket) => {
        connections++;
        socket.end("x");
      });
      await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    });
    afterAll(async () => {
      await engine.close();
      listener.close();
    });

    const isBubblewrap = name === "bubblewrap";

    it("runs a program with its input and says how it ended", async () => {
      const echo = "import sys\nprint(input())\nprint(open('/dev/stdin').read().strip())\nsys.exit(3)";
      const ran = await runPython(engine, echo, { stdin: "one\ntwo\n" });
      expect(ran).toMatchObject({ exit: { kind: "exited", code: 3 } });
      expect(ran.output.split("\n")[0]).toBe("one");
    });

    it("leaves no way out: files, environment, commands, network, processes, limits, JavaScript", async () => {
      const address = listener.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const file = fileURLToPath(new URL("../../package.json", import.meta.url));
      const ran = await runPython(engine, waysOut({ port, pid: process.pid, file, variable: VARIABLE }));
      const found = ran.output.split("\n").filter((line) => line.startsWith("["));
      expect(found.length).toBeGreaterThan(0);
      for (const line of found) expect(JSON.parse(line)).toEqual([]);
      for (const way of FATAL_WAYS) {
        const tried = await runPython(engine, way);
        expect(tried.output).not.toContain("worked");
        expect(tried.exit).not.toEqual({ kind: "lost" });
      }
      expect(connections).toBe(0);
    });

    it("ends a loop, a sleep that ignores signals, and a flood of output", async () => {
      const loop = await runPython(engine, "while True: pass", { limits: { wallMs: 1000 } });
      expect(loop.exit).toEqual({ kind: "wall" });
      const deaf =
        "import signal, time\nfor number in range(1, 32):\n    try: signal.signal(number, signal.SIG_IGN)\n    except Exception: pass\ntime.sleep(60)";
      expect((await runPython(engine, deaf, { limits: { wallMs: 700 } })).exit).toEqual({ kind: "wall" });
      const flood = await runPython(engine, "while True: print('x' * 100000)", {
        limits: { wallMs: 15_000 },
      });
      expect(flood.exit).toEqual({ kind: "output" });
    });

    it.skipIf(!engine.limitsCpu)("ends a busy program by its CPU time, long before the clock", async () => {
      const busy = await runPython(engine, "while True: pass", { limits: { cpuSeconds: 1, wallMs: 60_000 } });
      expect(busy.exit).toEqual({ kind: "cpu" });
    });

    it("refuses memory beyond the limit", async () => {
      const bomb = "blocks = []\nfor _ in range(40): blocks.append(bytearray(64 * 1024 * 1024))";
      const ran = await runPython(engine, bomb, { limits: { memoryBytes: 256 * MIB } });
      expect(ran.exit).not.toEqual({ kind: "exited", code: 0 });
      expect(["exited", "memory", "signalled"]).toContain(ran.exit.kind);
    });

    it("takes an early end for what it is", async () => {
      expect((await runPython(engine, "import os\nos._exit(7)")).exit).not.toEqual({
        kind: "exited",
        code: 0,
      });
      const deep = "import sys\nsys.setrecursionlimit(10**8)\ndef down(n): return down(n + 1)\ndown(0)";
      const limits = { wallMs: 5000, memoryBytes: 256 * MIB };
      expect((await runPython(engine, deep, { limits })).exit).not.toEqual({ kind: "exited", code: 0 });
    });

    if (isBubblewrap) {
      it("refuses system calls of the kernel's wide surfaces", async () => {
        const ran = await runPython(engine, SYSTEM_CALLS);
        expect([ran.output, ran.errors]).toEqual(["[]", ""]);
      });

      it("limits processes, files, and the memory of all processes together", async () => {
        const forks = await runPython(engine, FORKS);
        expect(Number(forks.output)).toBeLessThan(64);
        expect(Number(forks.output)).toBeGreaterThan(10);
        const disk =
          "import os\nwritten = 0\ntry:\n    for number in range(40):\n        with open(f'/tmp/{number}', 'wb') as file: written += file.write(bytes(8 * 1024 * 1024))\nexcept OSError: pass\nprint(written)";
        expect(Number((await runPython(engine, disk)).output)).toBeLessThanOrEqual(64 * MIB);
        const tree = await runPython(engine, TREE_MEMORY);
        expect(tree.exit).toEqual({ kind: "memory" });
        expect(processesWith(tree.name)).toEqual([]);
      });

      it("takes daemons with it and a crash of its own for what it is", async () => {
        const ran = await runPython(engine, DAEMON);
        expect(ran.output).toBe("left");
        expect(processesWith(ran.name)).toEqual([]);
        const crash = await runPython(engine, "import ctypes\nctypes.memset(0, 1, 1)");
        expect(crash.exit).toEqual({ kind: "signalled", signal: "SIGSEGV" });
      });

      it("takes daemons with it when the time is over", async () => {
        const ran = await runPython(engine, DAEMON_AND_LOOP, { limits: { wallMs: 5000 } });
        expect([ran.output, ran.exit]).toEqual(["left", { kind: "wall" }]);
        expect(processesWith(ran.name)).toEqual([]);
      });

      it("sees no descriptor that its parent inherited", async () => {
        const listed =
          "import os\nopened = []\nfor number in range(1000):\n    try: os.fstat(number); opened.append(number)\n    except OSError: pass\nprint(opened)";
        expect((await runPython(engine, listed)).output).toBe("[0, 1, 2]");
      });
    } else {
      it("has no processes and no threads", async () => {
        const attempts =
          "import os, threading\nmade = 0\nfor action in (lambda: os.fork(), lambda: threading.Thread(target=print).start()):\n    try: action(); made += 1\n    except BaseException: pass\nprint(made)";
        expect((await runPython(engine, attempts)).output.trim()).toBe("0");
      });

      it("keeps files in its own memory and dies of too many of them", async () => {
        const ran = await runPython(engine, FILES_WITHOUT_END, { limits: { memoryBytes: 256 * MIB } });
        expect(ran.output).toContain("kept");
        expect(ran.output).not.toContain("all written");
        expect(ran.exit).not.toMatchObject({ kind: "lost" });
        expect(existsSync(`/tmp/${FILES_PREFIX}-0`)).toBe(false);
      });

      it("hurts nobody but itself with a wild write", async () => {
        const wild = await runPython(engine, WILD_WRITE, { limits: { wallMs: 10_000 } });
        expect(wild.exit).not.toMatchObject({ kind: "lost" });
        expect(wild.output).not.toContain("worked");
        expect((await runPython(engine, "print(6 * 7)")).output).toBe("42");
      });
    }

    it("leaves no descriptor and no process after many runs", async () => {
      const count = () => readdirSync("/proc/self/fd").length;
      await runPython(engine, "print(1)");
      const before = count();
      for (let run = 0; run < (isBubblewrap ? 20 : 3); run++) {
        const ran = await runPython(engine, "print(1)");
        expect(ran.output).toBe("1");
        expect(processesWith(ran.name)).toEqual([]);
      }
      // A spare interpreter, which is loading, holds three pipes.
      expect(count()).toBeLessThanOrEqual(before + (isBubblewrap ? 0 : 3 * SPARES));
      expect(runningHere(name).length).toBeLessThanOrEqual(isBubblewrap ? 0 : SPARES);
    });

    it("leaves no process and no temporary file when its parent is killed", async (test) => {
      if (!isBubblewrap && !existsSync("/usr/bin/setpriv"))
        return test.skip("without setpriv a busy interpreter outlives its runner (docs/sandbox.md)");
      const folder = mkdtempSync(path.join(tmpdir(), "sandbox-parent-"));
      const parent = spawn(process.execPath, ["--import", "tsx", ENDLESS_PARENT, name], {
        env: { ...process.env, TMPDIR: folder },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [said] = await once(parent.stdout, "data");
      expect(String(said)).toBe("busy\n");
      const started = descendantsOf(parent.pid ?? 0);
      expect(started.length).toBeGreaterThan(0);
      parent.kill("SIGKILL");
      await once(parent, "exit");
      await vi.waitFor(() => expect(started.filter(isAlive)).toEqual([]), { timeout: 20_000, interval: 20 });
      expect(readdirSync(folder).filter((file) => file.startsWith("plumbline-"))).toEqual([]);
      rmSync(folder, { recursive: true });
    });

    describe("verdicts", () => {
      let bench: CodeBench;
      beforeAll(() => {
        bench = { engine, testers: new Testers(engine), expected: new ExpectedOutputs(null) };
      });
      afterAll(() => bench.testers.close());
      const tests: CodeTests = {
        style: "python-check",
        prompt: "def double(n):\n    ...\n",
        entryPoint: "double",
        test: "def check(candidate):\n    expected = 42\n    assert candidate(21) == expected\n    assert candidate(1.5) == 3.0\n",
      };

      it("pass a right program", async () => {
        const result = await runCode(bench, "def double(n):\n    print('noise')\n    return n * 2\n", tests);
        expect(result).toEqual({ kind: "passed", reason: "passed", passed: 1, total: 1 });
      });

      it("ask nothing with an input whose zero the reference misses", async () => {
        const zeros: CodeTests = {
          style: "python-inputs",
          prompt: "def poly(xs, x):\n    return xs[0] + xs[1] * x\n",
          entryPoint: "find_zero",
          // Right for a slope of 1 only.
          reference: "def find_zero(xs):\n    return -xs[0]\n",
          baseInput: "[[[3, 1]], [[3, 2]], [[5, 1]]]",
          plusInput: "[]",
          tolerance: 0,
          rule: "root",
        };
        const right = await runCode(bench, "def find_zero(xs):\n    return -xs[0] / xs[1]\n", zeros);
        expect(right).toMatchObject({ kind: "passed", passed: 2, total: 2 });
        const none = await runCode(bench, zeros.reference, { ...zeros, baseInput: "[[[3, 2]]]" });
        expect(none.kind).toBe("broken-tests");
        const wrong = await runCode(bench, "def find_zero(xs):\n    return xs[0]\n", zeros);
        expect(wrong).toMatchObject({ kind: "failed", reason: "wrong-value" });
      });

      it("keep what references answer, apart by Python", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "sandbox-outputs-"));
        const asked: InputTests = {
          style: "python-inputs",
          prompt: "",
          entryPoint: "double",
          reference: "def double(n):\n    return n * 2\n",
          baseInput: "[[1], [2]]",
          plusInput: "[]",
          tolerance: 0,
          rule: "equal",
        };
        for (const python of ["3.11.2", "3.13.2", "3.11.2"]) {
          const outputs = await new ExpectedOutputs({ folder, python }).of(engine, bench.testers, asked);
          expect(JSON.parse(Buffer.from(outputs).toString())).toEqual([{ v: 2 }, { v: 4 }]);
        }
        expect(readdirSync(folder)).toHaveLength(2);
        rmSync(folder, { recursive: true });
      });

      it.each(Object.entries(FORGERIES))("cannot be forged: %s", async (_title, program) => {
        expect((await runCode(bench, program, tests)).kind).toBe("failed");
      });
    });
  });
}

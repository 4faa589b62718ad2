import { readdirSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeTests } from "@/contracts/code-tests";
import { ExpectedOutputs } from "@/gpu-runner/judge/code-expected";
import { type CodeBench, runCode } from "@/gpu-runner/judge/code-run";
import { Testers } from "@/gpu-runner/judge/code-tester";
import { createBubblewrap } from "@/gpu-runner/sandbox/bubblewrap/engine";
import { createPyodide } from "@/gpu-runner/sandbox/pyodide/engine";
import type { SandboxEngine, SandboxProbe } from "@/gpu-runner/sandbox/sandbox";
import { DAEMON, FATAL_WAYS, FORKS, SYSTEM_CALLS, TREE_MEMORY, waysOut } from "./sandbox/attacks";
import { FORGERIES } from "./sandbox/forgeries";
import { processesWith, runPython } from "./sandbox/run-python";

const VARIABLE = "PLUMBLINE_CANARY_VARIABLE";
const MIB = 1024 ** 2;

const ENGINES: [name: string, create: () => SandboxEngine][] = [
  ["bubblewrap", createBubblewrap],
  ["pyodide", () => createPyodide({ spares: 2 })],
];

describe.each(ENGINES)("sandbox engine %s", (name, create) => {
  let engine: SandboxEngine;
  let probe: SandboxProbe;
  let listener: Server;
  let connections = 0;

  beforeAll(async () => {
    process.env[VARIABLE] = VARIABLE;
    engine = create();
    probe = await engine.probe();
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

  /** A test that says why it did not run where the engine does not. */
  const check = (title: string, body: () => Promise<void>) =>
    it(title, async (test) => {
      if (!probe.ok) return test.skip(`${name} does not run here: ${probe.reason}`);
      await body();
    });
  const isBubblewrap = name === "bubblewrap";

  check("runs a program with its input and says how it ended", async () => {
    const echo = "import sys\nprint(input())\nprint(open('/dev/stdin').read().strip())\nsys.exit(3)";
    const ran = await runPython(engine, echo, { stdin: "one\ntwo\n" });
    expect(ran).toMatchObject({ exit: { kind: "exited", code: 3 } });
    expect(ran.output.split("\n")[0]).toBe("one");
  });

  check(
    "leaves no way out: files, environment, commands, network, processes, limits, JavaScript",
    async () => {
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
    },
  );

  check("ends a loop, a sleep that ignores signals, and a flood of output", async () => {
    const loop = await runPython(engine, "while True: pass", { limits: { wallMs: 1000 } });
    expect(loop.exit).toEqual({ kind: "wall" });
    const deaf =
      "import signal, time\nfor number in range(1, 32):\n    try: signal.signal(number, signal.SIG_IGN)\n    except Exception: pass\ntime.sleep(60)";
    expect((await runPython(engine, deaf, { limits: { wallMs: 700 } })).exit).toEqual({ kind: "wall" });
    const flood = await runPython(engine, "while True: print('x' * 100000)", { limits: { wallMs: 15_000 } });
    expect(flood.exit).toEqual({ kind: "output" });
  });

  check("refuses memory beyond the limit", async () => {
    const bomb = "blocks = []\nfor _ in range(40): blocks.append(bytearray(64 * 1024 * 1024))";
    const ran = await runPython(engine, bomb, { limits: { memoryBytes: 256 * MIB } });
    expect(ran.exit).not.toEqual({ kind: "exited", code: 0 });
    expect(["exited", "memory", "signalled"]).toContain(ran.exit.kind);
  });

  check("takes an early end for what it is", async () => {
    expect((await runPython(engine, "import os\nos._exit(7)")).exit).not.toEqual({ kind: "exited", code: 0 });
    const deep = "import sys\nsys.setrecursionlimit(10**8)\ndef down(n): return down(n + 1)\ndown(0)";
    const limits = { wallMs: 5000, memoryBytes: 256 * MIB };
    expect((await runPython(engine, deep, { limits })).exit).not.toEqual({ kind: "exited", code: 0 });
  });

  if (isBubblewrap) {
    check("refuses system calls of the kernel's wide surfaces", async () => {
      const ran = await runPython(engine, SYSTEM_CALLS);
      expect([ran.output, ran.errors]).toEqual(["[]", ""]);
    });

    check("limits processes, CPU time, files, and the memory of all processes together", async () => {
      const forks = await runPython(engine, FORKS);
      expect(Number(forks.output)).toBeLessThan(64);
      expect(Number(forks.output)).toBeGreaterThan(10);
      const busy = await runPython(engine, "while True: pass", { limits: { cpuSeconds: 1 } });
      expect(busy.exit).toEqual({ kind: "cpu" });
      const disk =
        "import os\nwritten = 0\ntry:\n    for number in range(40):\n        with open(f'/tmp/{number}', 'wb') as file: written += file.write(bytes(8 * 1024 * 1024))\nexcept OSError: pass\nprint(written)";
      expect(Number((await runPython(engine, disk)).output)).toBeLessThanOrEqual(64 * MIB);
      const tree = await runPython(engine, TREE_MEMORY);
      expect(tree.exit).toEqual({ kind: "memory" });
      expect(processesWith(tree.name)).toEqual([]);
    });

    check("takes daemons with it and a crash of its own for what it is", async () => {
      const ran = await runPython(engine, DAEMON);
      expect(ran.output).toBe("left");
      expect(processesWith(ran.name)).toEqual([]);
      const crash = await runPython(engine, "import ctypes\nctypes.memset(0, 1, 1)");
      expect(crash.exit).toEqual({ kind: "signalled", signal: "SIGSEGV" });
    });

    check("sees no descriptor that its parent inherited", async () => {
      const listed =
        "import os\nopened = []\nfor number in range(1000):\n    try: os.fstat(number); opened.append(number)\n    except OSError: pass\nprint(opened)";
      expect((await runPython(engine, listed)).output).toBe("[0, 1, 2]");
    });
  } else {
    check("has no processes and no threads", async () => {
      const attempts =
        "import os, threading\nmade = 0\nfor action in (lambda: os.fork(), lambda: threading.Thread(target=print).start()):\n    try: action(); made += 1\n    except BaseException: pass\nprint(made)";
      expect((await runPython(engine, attempts)).output.trim()).toBe("0");
    });
  }

  check("leaves no descriptor, no temporary file and no process after many runs", async () => {
    const count = () => readdirSync("/proc/self/fd").length;
    await runPython(engine, "print(1)");
    const before = count();
    for (let run = 0; run < (isBubblewrap ? 20 : 3); run++) {
      const ran = await runPython(engine, "print(1)");
      expect(ran.output).toBe("1");
      expect(processesWith(ran.name)).toEqual([]);
    }
    // A spare interpreter, which is loading, holds three pipes.
    expect(count()).toBeLessThanOrEqual(before + (isBubblewrap ? 0 : 6));
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

    check("pass a right program", async () => {
      const result = await runCode(bench, "def double(n):\n    print('noise')\n    return n * 2\n", tests);
      expect(result).toEqual({ kind: "passed", reason: "passed", passed: 1, total: 1 });
    });

    it.each(Object.entries(FORGERIES))("cannot be forged: %s", async (_title, program) => {
      if (!probe.ok) return;
      expect((await runCode(bench, program, tests)).kind).toBe("failed");
    });
  });
});

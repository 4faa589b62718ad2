import { createBubblewrap } from "@/gpu-runner/sandbox/bubblewrap/engine";
import { createPyodide } from "@/gpu-runner/sandbox/pyodide/engine";
import { DEFAULT_LIMITS } from "@/gpu-runner/sandbox/sandbox";

// A runner to be killed: it says a word when its program is in an endless loop, and waits for its end.
const engine = process.argv[2] === "bubblewrap" ? createBubblewrap() : createPyodide({ spares: 1 });
const program = await engine.open({
  files: [{ path: "main.py", bytes: Buffer.from("print('busy', flush=True)\nwhile True: pass\n") }],
  main: "main.py",
  stdin: new Uint8Array(0),
  limits: { ...DEFAULT_LIMITS, wallMs: 60_000, cpuSeconds: 60 },
});
for await (const line of program.frames()) console.log(Buffer.from(line).toString("utf8"));

import { DEFAULT_LIMITS, type SandboxEngine } from "./sandbox";

const PROGRAM = Buffer.from('print("runs:" + input())\n');

/** Why a one-line program does not run in an engine; null where it does. */
export async function probeByRunning(engine: SandboxEngine): Promise<string | null> {
  await using program = await engine.open({
    files: [{ path: "main.py", bytes: PROGRAM }],
    main: "main.py",
    stdin: Buffer.from("42\n"),
    limits: DEFAULT_LIMITS,
  });
  const lines: string[] = [];
  for await (const frame of program.frames()) lines.push(Buffer.from(frame).toString());
  const exit = await program.exit;
  if (exit.kind === "exited" && exit.code === 0 && lines[0] === "runs:42") return null;
  return exit.kind === "lost" ? exit.reason : `${JSON.stringify(exit)} ${program.lastErrors()}`.trim();
}

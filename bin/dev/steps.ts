import { spawn } from "node:child_process";
import { ROOT } from "../root";

export type Step = { name: string; command: string; args: readonly string[] };
export type StepResult = { name: string; ok: boolean; seconds: number; output: string };

/** Environment of every tool: no telemetry, plain output. */
export const TOOL_ENV: NodeJS.ProcessEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };

/** The command of an installed tool, without npx (which takes a second). */
export function tool(name: string): string {
  return `${ROOT}/node_modules/.bin/${name}`;
}

/** Runs one command to its end and keeps what it wrote. */
export function runStep(step: Step): Promise<StepResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: ROOT,
      env: TOOL_ENV,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    const end = (ok: boolean) =>
      resolve({ name: step.name, ok, seconds: (performance.now() - started) / 1000, output });
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      output += String(error);
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

/** Runs steps two at a time (the machine this is measured on has two cores); prints one line each, output only of what failed. */
export async function runSteps(steps: readonly Step[]): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      console.log(
        `${result.ok ? "ok  " : "FAIL"} ${step.name} (${result.seconds.toFixed(1)} s) ${lastLine(result)}`,
      );
      if (!result.ok) console.log(indent(result.output));
    }
  }
  await Promise.all([work(), work()]);
  return results;
}

function lastLine(result: StepResult): string {
  if (!result.ok) return "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: tools colour their output
  const plain = result.output.replace(/\u001b\[[0-9;]*m/g, "");
  return plain.match(/\d+ modules.*|Tests +\d.*|Checked \d+ files.*|\d+ pages, .*/)?.[0].trim() ?? "";
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, "     ");
}

import { CommanderError } from "commander";
import { PlumblineError } from "@/contracts/errors";
import { createProgram } from "./program";
import { UsageError } from "./usage-error";

const FAILED = 1;
const WRONG_USE = 2;

/** Runs one command line; returns the exit code: 0 done, 1 failed, 2 wrong use. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is not a failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : FAILED),
  );
  const program = createProgram();
  try {
    await program.parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`plumbline: ${error.message}`);
    return WRONG_USE;
  }
  if (error instanceof PlumblineError) {
    console.error(`plumbline: ${error.message}\n  ${error.hint}`);
    return FAILED;
  }
  console.error(`plumbline: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.PLUMBLINE_DEBUG === "1" && error instanceof Error) console.error(error.stack);
  return FAILED;
}

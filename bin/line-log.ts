import type { Log } from "@/contracts/platform";

/** One JSON object a line on standard output, as the supervisor's log files hold it. Warnings and errors included. */
export function createLineLog(part: string): Log {
  const write = (level: string) => (fields: Record<string, unknown>, message: string) => {
    process.stdout.write(
      `${JSON.stringify({ level, time: new Date().toISOString(), part, message, ...fields })}\n`,
    );
  };
  return { debug: () => {}, info: write("info"), warn: write("warn"), error: write("error") };
}

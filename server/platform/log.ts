import pino, { type DestinationStream } from "pino";
import type { Log } from "@/contracts/platform";
import { scrub, scrubText } from "./scrub";

/** What waits to be written where the disk is full; lines beyond are left out. */
const MOST_WAITING_BYTES = 2 ** 20;

/** JSON lines on standard output; every field passes `scrub` first. `destination` is replaced in tests. */
export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(settings, options.destination ?? standardOutput());
  const write =
    (level: "debug" | "info" | "warn" | "error") => (fields: Record<string, unknown>, message: string) => {
      if (logger.isLevelEnabled(level)) logger[level](scrub(fields), scrubText(message));
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** Standard output that fails nobody: a line that a full disk does not take is written with a later one. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ sync: true, maxLength: MOST_WAITING_BYTES });
  output.on("error", () => {});
  return output;
}

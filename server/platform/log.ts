import pino, { type DestinationStream } from "pino";
import type { Log } from "@/contracts/platform";
import { scrub, scrubText } from "./scrub";

/** JSON lines on standard output; every field passes `scrub` first. `destination` is replaced in tests. */
export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = options.destination === undefined ? pino(settings) : pino(settings, options.destination);
  const write =
    (level: "debug" | "info" | "warn" | "error") => (fields: Record<string, unknown>, message: string) => {
      if (logger.isLevelEnabled(level)) logger[level](scrub(fields), scrubText(message));
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

import { z } from "zod";
import type { Log } from "@/contracts/platform";
import { startExecutor } from "./executor";

const environmentSchema = z.object({
  DATABASE_URL: z.string().min(1),
  PLUMBLINE_EXECUTOR_PORT: z.coerce.number().int().min(0).max(65_535),
  INNGEST_SIGNING_KEY: z.string().min(1),
  INNGEST_EVENT_KEY: z.string().min(1),
  PLUMBLINE_APP_SERVE_URL: z.url(),
});

/** One JSON line per message on standard output, as the supervisor collects them. */
function lineLog(): Log {
  const write = (level: string) => (fields: Record<string, unknown>, message: string) => {
    const line = { level, time: new Date().toISOString(), part: "workflow", message, ...fields };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  return { debug: () => {}, info: write("info"), warn: write("warn"), error: write("error") };
}

/** Entry of the executor's process. SIGTERM and SIGINT drain and end it. */
async function main(): Promise<void> {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) {
    const names = environment.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`These environment variables are missing or wrong: ${names}`);
  }
  const { data } = environment;
  const log = lineLog();
  const executor = await startExecutor({
    databaseUrl: data.DATABASE_URL,
    port: data.PLUMBLINE_EXECUTOR_PORT,
    appUrl: data.PLUMBLINE_APP_SERVE_URL,
    signingKey: data.INNGEST_SIGNING_KEY,
    eventKey: data.INNGEST_EVENT_KEY,
    log,
  });
  log.info({ port: executor.port }, "workflow executor ready");
  const stop = () => {
    executor.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

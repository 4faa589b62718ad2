import path from "node:path";
import { plumblineHome } from "../home";
import { UsageError } from "../usage-error";

export type StartOptions = { port?: string; listen?: string; demonstration?: boolean };

export type StartSettings = {
  home: string;
  listen: string;
  port: number;
  origin: string;
  allowLoopback: boolean;
  demonstration: boolean;
  /** Set where the operator brings a database. */
  databaseUrl: string | null;
  /** Who runs the workflows: our executor, a server of the operator's (INNGEST_BASE_URL), or Inngest Cloud (both keys, no address). */
  workflowEngine: "embedded" | "server" | "cloud";
};

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** Flags first, then the environment, then the defaults of one machine. */
export function startSettings(
  options: StartOptions,
  environment: Record<string, string | undefined>,
): StartSettings {
  const port = Number(options.port ?? environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError(
      `The port must be a whole number from 1 to 65535, not ${options.port ?? environment.PORT}.`,
    );
  }
  const listen = options.listen ?? environment.PLUMBLINE_LISTEN ?? "127.0.0.1";
  const isLocal = LOOPBACK.includes(listen);
  const shownHost = listen.includes(":") ? `[${listen}]` : listen;
  const cloud = Boolean(environment.INNGEST_EVENT_KEY && environment.INNGEST_SIGNING_KEY);
  return {
    home: path.resolve(plumblineHome()),
    listen,
    port,
    origin: environment.PLUMBLINE_ORIGIN || `http://${isLocal ? shownHost : "localhost"}:${port}`,
    allowLoopback: environment.PLUMBLINE_ALLOW_LOOPBACK
      ? environment.PLUMBLINE_ALLOW_LOOPBACK === "1"
      : isLocal,
    demonstration:
      options.demonstration !== false &&
      (environment.PLUMBLINE_DEMONSTRATION || (isLocal ? "1" : "0")) !== "0",
    databaseUrl: environment.DATABASE_URL || environment.POSTGRES_URL || null,
    workflowEngine: environment.INNGEST_BASE_URL ? "server" : cloud ? "cloud" : "embedded",
  };
}

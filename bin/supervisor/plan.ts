import path from "node:path";
import { ROOT } from "../root";
import type { ChildSpec } from "./child";
import type { InstanceKeys } from "./keys";

export type InstancePlan = {
  home: string;
  listen: string;
  port: number;
  /** Address under which people reach the site. */
  origin: string;
  allowLoopback: boolean;
  databaseUrl: string;
  keys: InstanceKeys;
  /** Null where INNGEST_BASE_URL (or Inngest Cloud) is configured: then no executor is started. */
  executorPort: number | null;
  runnerKey: string;
  /** Commit of the software, for manifests. */
  commit: string;
};

const PLUMBLINE = path.join(ROOT, "bin", "plumbline.js");
const SITE = path.join(ROOT, "bin", "site", "serve.mjs");
const PRELOADED = ["no-inspector.mjs", "steady-output.mjs"].flatMap((name) => [
  "--import",
  `file://${path.join(ROOT, "bin", "supervisor", name)}`,
]);
const TSX = path.join(ROOT, "node_modules", "tsx", "dist", "loader.mjs");

/** What every process of the instance is told; nothing but this and the caller's own environment. */
export function instanceEnv(plan: InstancePlan): NodeJS.ProcessEnv {
  const engine =
    plan.executorPort === null ? {} : { INNGEST_BASE_URL: `http://127.0.0.1:${plan.executorPort}` };
  return {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
    PLUMBLINE_HOME: plan.home,
    PORT: String(plan.port),
    PLUMBLINE_ORIGIN: plan.origin,
    PLUMBLINE_ALLOW_LOOPBACK: plan.allowLoopback ? "1" : "0",
    PLUMBLINE_SEALING_KEY: plan.keys.sealingKey,
    PLUMBLINE_COMMIT: plan.commit,
    DATABASE_URL: plan.databaseUrl,
    INNGEST_DEV: "0",
    INNGEST_ENABLE_UNAUTHED_SYNC: "false",
    INNGEST_SIGNING_KEY: plan.keys.signingKey,
    INNGEST_EVENT_KEY: plan.keys.eventKey,
    INNGEST_SERVE_ORIGIN: process.env.INNGEST_SERVE_ORIGIN || localAddress(plan),
    ...engine,
  };
}

/** Where processes of this machine reach the site, whatever it listens on. */
export function localAddress(plan: { listen: string; port: number }): string {
  const host = plan.listen === "0.0.0.0" || plan.listen === "::" ? "127.0.0.1" : plan.listen;
  return `http://${host.includes(":") ? `[${host}]` : host}:${plan.port}`;
}

/** Where the workflow engine calls the site's functions, and the key that signs those calls. */
export function servedApp(plan: InstancePlan): { serveUrl: string; signingKey: string } {
  return { serveUrl: `${localAddress(plan)}/api/inngest`, signingKey: plan.keys.signingKey };
}

export function executorChild(plan: InstancePlan, port: number): ChildSpec {
  return {
    name: "executor",
    args: [...PRELOADED, "--import", `file://${TSX}`, path.join(ROOT, "workers", "embedded", "main.ts")],
    env: {
      ...instanceEnv(plan),
      PLUMBLINE_EXECUTOR_PORT: String(port),
      PLUMBLINE_APP_SERVE_URL: servedApp(plan).serveUrl,
    },
    graceMs: 10_000,
  };
}

export function webChild(plan: InstancePlan): ChildSpec {
  return {
    name: "web",
    args: [...PRELOADED, SITE, "--hostname", plan.listen, "--port", String(plan.port)],
    env: instanceEnv(plan),
    graceMs: 10_000,
  };
}

/** The runner is told where the site is and its own token: no database address, no sealing key. */
export function runnerChild(plan: InstancePlan): ChildSpec {
  return {
    name: "runner",
    args: [...PRELOADED, PLUMBLINE, "runner", "--server", localAddress(plan), "--name", "local"],
    env: { ...outsideEnv(plan), PLUMBLINE_RUNNER_TOKEN: plan.runnerKey },
    graceMs: 20_000,
  };
}

function outsideEnv(plan: InstancePlan): NodeJS.ProcessEnv {
  const secret = /^(DATABASE_URL|POSTGRES_|PLUMBLINE_SEALING_KEY|PLUMBLINE_KEY|INNGEST_)/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !secret.test(name)));
  return { ...own, NODE_ENV: "production", PLUMBLINE_HOME: plan.home };
}

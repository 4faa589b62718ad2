import { readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { errorBodySchema, PlumblineError } from "@/contracts/errors";
import { plumblineHome } from "./home";
import { runningSupervisor } from "./supervisor/lock";
import { UsageError } from "./usage-error";

export type RemoteOptions = { server?: string; key?: string };

/** An instance over its public API, with the key of the caller. */
export type Remote = {
  server: string;
  /** What every request carries: the key, where there is one. */
  headers: Record<string, string>;
  json(route: string, init?: RequestInit): Promise<unknown>;
  /** The body as it comes, for CSV and other texts. */
  text(route: string): Promise<string>;
};

export function withRemoteOptions(command: Command): Command {
  return command
    .option("--server <url>", "address of the instance (PLUMBLINE_SERVER, default: the local one)")
    .option("--key <key>", "API key (PLUMBLINE_KEY, default: admin.key of PLUMBLINE_HOME for the local one)");
}

/** Where to ask and as whom: flags, then PLUMBLINE_SERVER and PLUMBLINE_KEY, then the local instance and its admin key. */
export function openRemote(options: RemoteOptions): Remote {
  const given = options.server ?? process.env.PLUMBLINE_SERVER;
  const server = (given ?? localInstance() ?? `http://127.0.0.1:${process.env.PORT ?? "3000"}`).replace(
    /\/+$/,
    "",
  );
  if (!URL.canParse(server))
    throw new UsageError(`--server ${server} is not an address, for example https://host`);
  // The local admin key is never sent to an address that somebody typed.
  const key = options.key ?? process.env.PLUMBLINE_KEY ?? (given === undefined ? localAdminKey() : undefined);
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };

  async function send(route: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${server}${route}`, {
      ...init,
      headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
    }).catch((error: unknown) => {
      throw new PlumblineError("unavailable", `${server} does not answer.`, {
        hint: "Start the instance with `plumbline start`, or name another one with --server.",
        cause: error,
      });
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  }
  return {
    server,
    headers,
    json: async (route, init) => (await send(route, init)).json(),
    text: async (route) => (await send(route)).text(),
  };
}

/** Address of the instance that runs on this home now; null where none does. */
export function localInstance(): string | null {
  return runningSupervisor(plumblineHome())?.address ?? null;
}

function localAdminKey(): string | undefined {
  try {
    return readFileSync(path.join(plumblineHome(), "admin.key"), "utf8").trim();
  } catch {
    return undefined;
  }
}

async function errorOf(response: Response): Promise<PlumblineError> {
  const body = errorBodySchema.safeParse(await response.json().catch(() => null));
  if (body.success) {
    const { code, message, hint } = body.data.error;
    return new PlumblineError(code, message, { hint });
  }
  return new PlumblineError(
    "unavailable",
    `The server answered ${response.status} without an error of ours.`,
    {
      hint: "Check that --server is the address of a Plumbline instance.",
    },
  );
}

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { z } from "zod";
import { binary, POSTGRES_MAJOR } from "./binaries";
import { type Place, placeFolder, preparePlace } from "./place";
import { isAlive, runningPostmaster, stopPostmaster, waitUntilReady } from "./postmaster";

const USER = "plumbline";
const DATABASE = "plumbline";

export type EmbeddedPostgres = {
  /** Address with password; never logged. */
  url: string;
  port: number;
  pid: number;
  /** Fast shutdown: sessions are ended, everything committed is on disk. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  home: string;
  /** The port of the last start, or any free one, where not given. */
  port?: number;
  /** False only for tests: no fsync. */
  durable?: boolean;
};

const recordSchema = z.object({ place: z.string(), port: z.number().int(), password: z.string() });

/**
 * Starts PostgreSQL for this home (or adopts the one that a killed supervisor left running), with the database made.
 * Errors: no binaries, another major version's data, no disk, a port in use; each message says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = preparePlace(options.home);
  const recordPath = path.join(options.home, "postgres.json");
  const record = existsSync(recordPath)
    ? recordSchema.parse(JSON.parse(readFileSync(recordPath, "utf8")))
    : null;
  const password = record?.password ?? randomBytes(24).toString("hex");
  checkMajorVersion(place.data);
  if (record === null && existsSync(path.join(place.data, "PG_VERSION"))) {
    throw new Error(
      `The database of this home is still in ${place.data}, but ${recordPath}, which holds its password, is gone. ` +
        `Put the file back, or remove ${placeFolder(options.home)} to start with an empty database.`,
    );
  }
  if (!existsSync(path.join(place.data, "PG_VERSION"))) await initialise(place, password, options.home);

  const running = runningPostmaster(place.data);
  const port = running?.port ?? options.port ?? (await freePort(record?.port));
  const next = { place: placeFolder(options.home), port, password };
  if (JSON.stringify(record) !== JSON.stringify(next)) writeRecord(recordPath, next);
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  const pid = running?.pid ?? launch(place, port, options);
  await waitUntilReady({
    url,
    database: DATABASE,
    isAlive: () => isAlive(pid),
    logPath: logPath(options.home),
  });
  return { url, port, pid, stop: () => stopPostmaster(pid) };
}

/** Written beside and renamed: a full disk or a kill in the middle must not take the only copy of the password. */
function writeRecord(file: string, record: z.infer<typeof recordSchema>): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function logPath(home: string): string {
  return path.join(home, "logs", "postgres.log");
}

function checkMajorVersion(data: string): void {
  const file = path.join(data, "PG_VERSION");
  if (!existsSync(file)) return;
  const found = readFileSync(file, "utf8").trim();
  if (found === POSTGRES_MAJOR) return;
  throw new Error(
    `${data} was made by PostgreSQL ${found}, this version of Plumbline brings ${POSTGRES_MAJOR}. ` +
      "Start the older Plumbline, export the data and restore it here, or set DATABASE_URL to a server that reads it.",
  );
}

async function initialise(place: Place, password: string, home: string): Promise<void> {
  const passwordFile = path.join(placeFolder(home), "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  try {
    const args = ["-D", place.data, "-U", USER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
    args.push("-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8");
    await runToEnd(binary(place.native, "initdb"), args, place);
  } catch (error) {
    // A half-made cluster would be taken for a whole one at the next start.
    if (existsSync(place.data)) rmSync(path.join(place.data, "PG_VERSION"), { force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runToEnd(command: string, args: string[], place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(place),
      ...place.user,
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-4000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`initdb could not make a database in ${place.data} (exit code ${code}):\n${output}`),
        );
    });
  });
}

function launch(place: Place, port: number, options: EmbeddedPostgresOptions): number {
  mkdirSync(path.dirname(logPath(options.home)), { recursive: true });
  const log = openSync(logPath(options.home), "a");
  const args = ["-D", place.data, "-h", "127.0.0.1", "-k", "", "-p", String(port)];
  args.push("-c", "max_connections=100", "-c", "shared_buffers=128MB");
  if (options.durable === false)
    args.push("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");
  // A group of its own: Ctrl-C on the terminal reaches the supervisor, which stops PostgreSQL last.
  const child = spawn(binary(place.native, "postgres"), args, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: environment(place),
    ...place.user,
  });
  child.on("error", () => {});
  child.unref();
  if (child.pid === undefined) throw new Error(`PostgreSQL could not be started from ${place.native}.`);
  return child.pid;
}

function environment(place: Place): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: "C",
    TZ: "UTC",
    LD_LIBRARY_PATH: path.join(place.native, "lib"),
    NODE_ENV: "production",
  };
}

function freePort(preferred: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", () =>
      preferred === undefined ? reject(new Error("No free port.")) : resolve(freePort(undefined)),
    );
    server.listen(preferred ?? 0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

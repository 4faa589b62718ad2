import { migrateDatabase } from "@/db/migrate";
import { buildSite } from "./build-site";
import { type Child, superviseChild } from "./child";
import { softwareCommit } from "./commit";
import { queueDemonstration, readDemonstration, writeDemonstration } from "./demonstration";
import { superviseDatabase } from "./embedded-database";
import { prepareHome } from "./home-folder";
import { loadKeys } from "./keys";
import { takeLock } from "./lock";
import { lastLines } from "./log-tail";
import {
  executorChild,
  type InstancePlan,
  instanceEnv,
  localAddress,
  runnerChild,
  servedApp,
  webChild,
} from "./plan";
import { freePort, requirePort } from "./ports";
import { registerApp } from "./register-app";
import { accountKeys, seedInstance } from "./seed";
import type { StartSettings } from "./settings";
import { onStopSignal, type Stopping } from "./stopping";
import { waitForSite } from "./wait-for-site";

const LOG_LINES = 15;

/** Starts everything that is not configured, keeps it running until a signal, then drains. Returns the exit code. */
export async function start(settings: StartSettings): Promise<number> {
  const say = (line: string) => console.log(line);
  const { home } = settings;
  prepareHome(home);
  const lock = await takeLock({ home, address: localAddress(settings), say });
  const cleanups: (() => unknown)[] = [() => lock.release()];
  const stopped = onStopSignal(say);
  const giveUp = (child: Child) =>
    stopped.stop(
      new Error(
        `${child.name} ended too often. The end of its log (${child.logPath}):\n${lastLines(child.logPath, LOG_LINES)}`,
      ),
    );
  const leaveOut = (child: Child) =>
    say(
      `${child.name} ended too often and stays stopped; the site goes on without it. The end of its log (${child.logPath}):\n${lastLines(child.logPath, LOG_LINES)}`,
    );
  try {
    await requirePort(settings.listen, settings.port);
    const plan = await prepare(settings, say, cleanups, stopped);
    const place = { home, lock, say };
    const run = (spec: Parameters<typeof superviseChild>[0], onGivenUp: (child: Child) => void) => {
      if (stopped.isStopping()) return;
      const child = superviseChild(spec, place, onGivenUp);
      cleanups.push(() => child.stop());
    };
    const accounts = accountKeys(home);
    if (plan.executorPort !== null) run(executorChild(plan, plan.executorPort), giveUp);
    run(webChild(plan), giveUp);
    const instance = await seedInstance(instanceEnv(plan), accounts);
    cleanups.push(() => instance.close());
    // Pushed last, stopped first: work in progress is finished or handed back while the site still answers.
    run(runnerChild(plan), leaveOut);

    if (await waitForSite(localAddress(plan), stopped.isStopping)) {
      if (settings.workflowEngine === "server")
        void registerApp(servedApp(plan), { say, signal: stopped.signal });
      say(`\nPlumbline is ready: ${settings.origin}`);
      say(`Sign in once with this link (valid 15 minutes): ${await instance.signInUrl()}`);
      say(`Keys and data: ${home}    Ctrl-C stops everything.`);
      if (settings.demonstration) await demonstrate(plan, accounts.adminKey, say);
    } else if (!stopped.isStopping()) {
      stopped.stop(
        new Error(
          `The site did not answer on ${localAddress(plan)} within a minute; see ${home}/logs/web.log`,
        ),
      );
    }
    const failure = await stopped.finished;
    if (failure) console.error(`plumbline: ${failure.message}`);
    return failure ? 1 : 0;
  } catch (error) {
    // A build or a start that was cut short by the signal is not a failure.
    if (stopped.isStopping() && (await stopped.finished) === null) return 0;
    throw error;
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

async function prepare(
  settings: StartSettings,
  say: (line: string) => void,
  cleanups: (() => unknown)[],
  stopped: Stopping,
): Promise<InstancePlan> {
  const { home } = settings;
  const openDatabase = async () => {
    if (settings.databaseUrl !== null) return settings.databaseUrl;
    const database = await superviseDatabase(home, say, stopped.stop);
    cleanups.push(() => database.stop());
    return database.url;
  };
  const opening = openDatabase().then(async (url) => {
    await migrateDatabase(url);
    return url;
  });
  const building = buildSite({ home, say, signal: stopped.signal });
  // Both are waited for even where one fails, so that what was started is known and can be stopped.
  await Promise.allSettled([opening, building]);
  await building;
  const databaseUrl = await opening;
  return {
    home,
    listen: settings.listen,
    port: settings.port,
    origin: settings.origin,
    allowLoopback: settings.allowLoopback,
    databaseUrl,
    keys: loadKeys(home, process.env),
    executorPort: settings.workflowEngine === "embedded" ? await freePort() : null,
    runnerKey: accountKeys(home).runnerKey,
    commit: softwareCommit(),
  };
}

/** Queues the demonstration at the first start; a failure is told and does not stop the instance. */
async function demonstrate(plan: InstancePlan, adminKey: string, say: (line: string) => void): Promise<void> {
  if (readDemonstration(plan.home) !== null) return;
  try {
    const queued = await queueDemonstration({ server: localAddress(plan), adminKey });
    writeDemonstration(plan.home, queued);
    const pages = queued.submissionIds.map((id) => `  ${plan.origin}/submissions/${id}`);
    say(
      `A demonstration with a toy model is queued (the board fills within three minutes):\n${pages.join("\n")}`,
    );
  } catch (error) {
    say(`The demonstration could not be queued: ${error instanceof Error ? error.message : error}`);
  }
}

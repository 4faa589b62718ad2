import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { placeFolder } from "@/db/embedded/place";
import { runningPostmaster } from "@/db/embedded/postmaster";

const lockSchema = z.object({ children: z.record(z.string(), z.object({ pid: z.number() })) });

/** The processes of a running instance whose work is told apart; the database only where it is the instance's own. */
export function pidsOf(home: string): { name: string; pid: number }[] {
  const { children } = lockSchema.parse(JSON.parse(readFileSync(path.join(home, "supervisor.json"), "utf8")));
  const site = children.web?.pid;
  const database = runningPostmaster(path.join(placeFolder(home), "data"))?.pid;
  return [
    ...(site === undefined ? [] : [{ name: "site", pid: site }]),
    ...(database === undefined ? [] : [{ name: "database", pid: database }]),
  ];
}

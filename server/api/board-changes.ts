import { systemContext } from "@/server/context";
import { boardsChangedAt } from "@/server/domain/leaderboard";

let seen: number | null | undefined;

/** True where a board was written since this was last asked in this process (also at the first time). */
export async function boardsChanged(): Promise<boolean> {
  const now = await boardsChangedAt(systemContext("board cache"));
  const isNew = now !== seen;
  seen = now;
  return isNew;
}

import type { Ctx } from "../ctx";

/** The topic on which waiting lease calls hear that there is work. */
export const SHARD_TOPIC = "shard";

/** Wakes lease calls that wait for work. A missed announcement costs one poll interval, never work. */
export async function announceShards(ctx: Ctx): Promise<void> {
  try {
    await ctx.database.announce(SHARD_TOPIC, "");
  } catch (error) {
    ctx.log.warn({ error }, "Waiting runners were not woken; they poll.");
  }
}

import type { Clock } from "@/contracts/platform";

export const systemClock: Clock = { now: () => new Date() };

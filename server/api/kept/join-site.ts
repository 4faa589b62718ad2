import { createContext } from "@/server/context";
import { env } from "@/server/env";
import { addressOf } from "../request-context";
import { KeptAnswers } from "./kept-answers";
import { type SiteFront, siteFront } from "./site-front";

/** About 2,000 pages of a run. */
const MOST_BYTES = 64 * 2 ** 20;

type Site = { front?: SiteFront; forget?: () => void };
const SITE = Symbol.for("plumbline.site");

/** The global object is where the process's own server (bin/site/serve.mjs) and the bundled application meet. */
function site(): Site | undefined {
  return (globalThis as typeof globalThis & { [SITE]?: Site })[SITE];
}

/** Gives the server of this process, where there is one of ours, what stands before the application. Functions have none. */
export function joinSite(): void {
  const place = site();
  const seconds = env().PLUMBLINE_KEPT_SECONDS;
  if (place === undefined || seconds === 0) return;
  const answers = new KeptAnswers({ mostBytes: MOST_BYTES, forMs: seconds * 1000 });
  place.forget = () => answers.forget();
  place.front = siteFront({ answers, mayRead, nowMs: () => performance.now() });
}

/** Empties what this process keeps for readers: a board was written. */
export function forgetKept(): void {
  site()?.forget?.();
}

async function mayRead(headers: NodeJS.Dict<string | string[]>): Promise<boolean> {
  const forwarded = headers["x-forwarded-for"];
  const address = addressOf(forwarded === undefined ? null : String(forwarded));
  const { limiter } = createContext({ actor: { type: "anonymous" }, address });
  return limiter.take("read", address).then(
    () => true,
    () => false,
  );
}

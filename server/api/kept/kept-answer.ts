import { createHash } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Answer } from "./taken-answer";
import { vouchedPage } from "./vouched-page";

const pack = promisify(gzip);
/** Below this a packet carries it either way. */
const FEWEST_PACKED_BYTES = 1_000;
const PACKABLE = /^(?:text\/|application\/(?:json|javascript|xml)|image\/svg)/;
/** These belong to one connection or one sending. */
const OF_ONE_SENDING = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "date"]);

/** An answer in the form in which it is sent again: packed once, where it is text. */
export type KeptAnswer = { status: number; headers: OutgoingHttpHeaders; body: Buffer; isPacked: boolean };

/** The answer without what belongs to one sending; text is packed. */
export async function sendable({ status, headers, body }: Answer): Promise<KeptAnswer> {
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_SENDING.has(name)));
  const isPacked =
    body.length >= FEWEST_PACKED_BYTES &&
    PACKABLE.test(String(headers["content-type"])) &&
    headers["content-encoding"] === undefined;
  return { status, headers: own, body: isPacked ? await pack(body) : body, isPacked };
}

/** The answer as it may be sent to everybody for a while; null where it may not: no success, a cookie, a page that is not whole. */
export async function keepable(answer: Answer): Promise<KeptAnswer | null> {
  const { status, headers } = answer;
  if (status !== 200 || headers["set-cookie"] !== undefined || headers["content-encoding"] !== undefined)
    return null;
  const isPage = String(headers["content-type"]).startsWith("text/html");
  const whole = isPage ? pageOf(answer) : answer;
  if (whole === null) return null;
  const kept = await sendable(whole);
  const etag = createHash("sha256").update(whole.body).digest("base64url").slice(0, 22);
  kept.headers.etag ??= `W/"${etag}"`;
  // A browser may keep it and asks each time whether it is still so. Boards say how long others may keep them.
  if (!/s-maxage/.test(String(headers["cache-control"]))) kept.headers["cache-control"] = "private, no-cache";
  return kept;
}

function pageOf({ status, headers, body }: Answer): Answer | null {
  const html = body.toString("utf8");
  if (!html.trimEnd().endsWith("</html>")) return null;
  const policy = headers["content-security-policy"];
  if (typeof policy !== "string") return { status, headers, body };
  const page = vouchedPage(policy, html);
  if (page === null) return null;
  return {
    status,
    headers: { ...headers, "content-security-policy": page.policy },
    body: Buffer.from(page.html),
  };
}

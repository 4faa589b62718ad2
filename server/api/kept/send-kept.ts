import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import type { KeptAnswer } from "./kept-answer";

/** What of a request decides in which form an answer is sent. */
export type Asked = { isHead: boolean; isPackedTaken: boolean; ifNoneMatch: string | undefined };

export function askedBy(method: string | undefined, headers: IncomingHttpHeaders): Asked {
  return {
    isHead: method === "HEAD",
    isPackedTaken: takesGzip(String(headers["accept-encoding"] ?? "")),
    ifNoneMatch: headers["if-none-match"],
  };
}

/** Sends an answer packed or plain as the client takes it; only its head to HEAD and to who has it already. */
export function sendKept(response: ServerResponse, answer: KeptAnswer, asked: Asked, ageMs?: number): void {
  const { status, headers, body, isPacked } = answer;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  if (ageMs !== undefined) response.setHeader("age", Math.floor(ageMs / 1000));
  if (isPacked) response.setHeader("vary", withEncoding(headers.vary));
  if (isSame(asked.ifNoneMatch, headers.etag)) {
    response.writeHead(304).end();
    return;
  }
  const isSentPacked = isPacked && asked.isPackedTaken;
  if (isSentPacked) response.setHeader("content-encoding", "gzip");
  const sent = isPacked && !isSentPacked ? gunzipSync(body) : body;
  response.setHeader("content-length", sent.length);
  response.writeHead(status).end(asked.isHead ? undefined : sent);
}

function isSame(ifNoneMatch: string | undefined, etag: unknown): boolean {
  if (ifNoneMatch === undefined || typeof etag !== "string") return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((tag) => bare(tag) === bare(etag));
}

function takesGzip(accepted: string): boolean {
  const gzip = accepted
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .find((part) => /^(?:gzip|x-gzip|\*)(?:;|$)/.test(part));
  return gzip !== undefined && !/;\s*q=0(?:\.0*)?$/.test(gzip);
}

function withEncoding(vary: unknown): string {
  const names = Array.isArray(vary) ? vary.join(", ") : typeof vary === "string" ? vary : "";
  if (/accept-encoding/i.test(names)) return names;
  return names === "" ? "Accept-Encoding" : `${names}, Accept-Encoding`;
}

import http from "node:http";
import https from "node:https";
import type { Clock } from "@/contracts/platform";
import type { AppResponse } from "./answer";
import { LIMITS } from "./limits";
import { isSigned, sign } from "./signature";

export type AppConnection = {
  signingKey: string;
  clock: Clock;
  /** How far the app's clock is ahead, as its last answer told: signatures carry the time of whoever checks them. */
  skewMs: number;
  agents: { http: http.Agent; https: https.Agent };
};
export type AppRequest = {
  method: "POST" | "PUT";
  url: URL;
  /** Canonical JSON. */
  body: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** The app was not reached; the request cannot have run. */
export class NotDelivered extends Error {}

const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
/** The SDK refuses a signature that is five minutes old. A day is no skew but a clock that was never set. */
const SKEW_MS = { least: 60_000, most: 24 * 60 * 60 * 1000 };
/** A server closes idle connections when it likes; a reset this soon on a reused one means that the request did not arrive. */
const STALE_SOCKET_MS = 1_000;

export function openConnection(signingKey: string, clock: Clock): AppConnection {
  const options = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 32 };
  const agents = { http: new http.Agent(options), https: new https.Agent(options) };
  return { signingKey, clock, skewMs: 0, agents };
}

export function closeConnection(connection: AppConnection): void {
  connection.agents.http.destroy();
  connection.agents.https.destroy();
}

/**
 * Sends a signed request and returns the answer after its signature was checked. `node:http` because `fetch` gives up
 * after 300 s without headers and a step may take two hours. Throws `NotDelivered`, or another error when the answer is
 * lost or not signed with our key.
 */
export async function callApp(connection: AppConnection, request: AppRequest): Promise<AppResponse> {
  const startedMs = performance.now();
  const { skewMs } = connection;
  try {
    const answer = await callOnce(connection, request);
    // Its clock or ours has jumped, so it took the signature for an old one and did nothing.
    const hasJumped = Math.abs(connection.skewMs - skewMs) > SKEW_MS.least;
    return answer.status === 401 && hasJumped ? await callOnce(connection, request) : answer;
  } catch (error) {
    if (!(error instanceof StaleSocket) || performance.now() - startedMs > STALE_SOCKET_MS) throw error;
    return callOnce(connection, request);
  }
}

/** The app's time; what its answer's `Date` says is remembered for the next request. */
function appTimeMs(connection: AppConnection, date?: string): number {
  const nowMs = connection.clock.now().getTime();
  const skewMs = Date.parse(date ?? "") - nowMs;
  if (Math.abs(skewMs) <= SKEW_MS.most) connection.skewMs = skewMs;
  return nowMs + connection.skewMs;
}

class StaleSocket extends Error {}

function callOnce(connection: AppConnection, request: AppRequest): Promise<AppResponse> {
  const { url, method, body, signal } = request;
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const call = (secure ? https : http).request(
      url,
      {
        method,
        agent: secure ? connection.agents.https : connection.agents.http,
        signal,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-inngest-server-kind": "cloud",
          "x-inngest-signature": sign(body, connection.signingKey, appTimeMs(connection)),
          ...request.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > LIMITS.maxBodyBytes)
            call.destroy(new Error(`The app's answer is larger than ${LIMITS.maxBodyBytes} bytes.`));
          else chunks.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const header = (name: string) => {
            const value = response.headers[name];
            return Array.isArray(value) ? value[0] : value;
          };
          const signature = header("x-inngest-signature");
          const nowMs = appTimeMs(connection, response.headers.date);
          const signed = isSigned(text, signature, connection.signingKey, nowMs);
          if (header("x-inngest-sdk") !== undefined && !signed)
            reject(new Error("The app's answer is not signed with our key."));
          else resolve({ status: response.statusCode ?? 0, header, text });
        });
      },
    );
    call.setTimeout(LIMITS.maxCallMs, () => call.destroy(new Error("The call took longer than two hours.")));
    call.on("error", (error: NodeJS.ErrnoException) => {
      const code = error.code ?? "";
      if (NEVER_SENT.has(code))
        reject(new NotDelivered(`The app at ${url.origin} cannot be reached (${code}).`));
      else if (call.reusedSocket && (code === "ECONNRESET" || code === "EPIPE"))
        reject(new StaleSocket("The connection to the app was closed before it answered."));
      else reject(error);
    });
    call.end(body);
  });
}

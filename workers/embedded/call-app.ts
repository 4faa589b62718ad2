import http from "node:http";
import https from "node:https";
import type { AppResponse } from "./answer";
import { LIMITS } from "./limits";
import { isSigned, sign } from "./signature";

export type AppConnection = { signingKey: string; agents: { http: http.Agent; https: https.Agent } };
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
/** A server closes idle connections when it likes; a reset this soon on a reused one means that the request did not arrive. */
const STALE_SOCKET_MS = 1_000;

export function openConnection(signingKey: string): AppConnection {
  const options = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 32 };
  return { signingKey, agents: { http: new http.Agent(options), https: new https.Agent(options) } };
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
  const startedMs = Date.now();
  try {
    return await callOnce(connection, request);
  } catch (error) {
    if (!(error instanceof StaleSocket) || Date.now() - startedMs > STALE_SOCKET_MS) throw error;
    return callOnce(connection, request);
  }
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
          // Signatures are checked against the real time, so this is not the injected clock.
          "x-inngest-signature": sign(body, connection.signingKey, Date.now()),
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
          const signed = isSigned(text, header("x-inngest-signature"), connection.signingKey, Date.now());
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

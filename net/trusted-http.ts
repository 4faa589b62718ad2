import { Agent } from "undici";
import { dial } from "./dial";
import { HTTP_DEFAULTS, type Http } from "./http";

/**
 * The client for addresses that the operator configured (the server of a runner, an engine beside it): any host, also
 * private ones. Redirects are not followed. Never give it an address that came from a submission.
 */
export function createTrustedHttp(options: { headersTimeoutMs?: number; bodyIdleMs?: number } = {}): Http {
  const agent = new Agent({
    headersTimeout: options.headersTimeoutMs ?? HTTP_DEFAULTS.headersTimeoutMs,
    bodyTimeout: options.bodyIdleMs ?? HTTP_DEFAULTS.bodyIdleMs,
    maxHeaderSize: HTTP_DEFAULTS.maxHeaderBytes,
    connect: { timeout: HTTP_DEFAULTS.connectTimeoutMs },
  });
  return { send: (request) => dial(agent, request), close: () => agent.destroy() };
}

import { Agent, buildConnector } from "undici";
import { type AddressPolicy, checkUrl } from "./check-url";
import { dial } from "./dial";
import { HTTP_DEFAULTS, type Http, type HttpAnswer, type HttpRequest } from "./http";
import { NetError } from "./net-error";
import { pinnedLookup, type Resolver, systemResolver } from "./pinned-lookup";
import { isLoopbackAddress, isPublicAddress } from "./public-address";

export type SafeHttpOptions = AddressPolicy & {
  resolver?: Resolver;
  headersTimeoutMs?: number;
  bodyIdleMs?: number;
};

/**
 * The client for addresses that users give (security: addresses). Checks the host before the lookup, pins the
 * connection to the checked addresses, follows at most three redirects and checks each like the first, except that
 * none may lead to this machine. An API key is not carried to another origin.
 */
export function createSafeHttp(options: SafeHttpOptions): Http {
  const resolver = options.resolver ?? systemResolver;
  const agents = {
    public: guardedAgent("public", resolver, options),
    loopback: guardedAgent("loopback", resolver, options),
  };
  return {
    async send(request) {
      const deadline = performance.now() + (request.timeoutMs ?? HTTP_DEFAULTS.timeoutMs);
      let checked = checkUrl(request.url, options);
      let current = request;
      for (let redirects = 0; ; redirects++) {
        const agent = checked.loopback ? agents.loopback : agents.public;
        const answer = await dial(agent, {
          ...current,
          timeoutMs: Math.max(1, deadline - performance.now()),
        });
        const location = redirectOf(answer);
        if (location === null) return answer;
        answer.discard();
        if (redirects === HTTP_DEFAULTS.maxRedirects) {
          throw new NetError("redirect_refused", `More than ${HTTP_DEFAULTS.maxRedirects} redirects.`);
        }
        current = redirected(current, answer.status, checked.url, location);
        checked = checkUrl(current.url, { allowLoopback: false });
      }
    },
    async close() {
      await Promise.all([agents.public.destroy(), agents.loopback.destroy()]);
    },
  };
}

/** An agent whose connections end only at allowed addresses; the address that was really reached is checked once more. */
function guardedAgent(allow: "public" | "loopback", resolver: Resolver, options: SafeHttpOptions): Agent {
  const connect = buildConnector({
    timeout: HTTP_DEFAULTS.connectTimeoutMs,
    lookup: pinnedLookup(resolver, allow),
  });
  const isAllowed = allow === "public" ? isPublicAddress : isLoopbackAddress;
  return new Agent({
    headersTimeout: options.headersTimeoutMs ?? HTTP_DEFAULTS.headersTimeoutMs,
    bodyTimeout: options.bodyIdleMs ?? HTTP_DEFAULTS.bodyIdleMs,
    maxHeaderSize: HTTP_DEFAULTS.maxHeaderBytes,
    connect: (target, callback) =>
      connect(target, (error, socket) => {
        if (error !== null) return callback(error, null);
        if (isAllowed(socket.remoteAddress ?? "")) return callback(null, socket);
        socket.destroy();
        callback(
          new NetError("unsafe_address", "The connection led to an address that is not allowed."),
          null,
        );
      }),
  });
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectOf(answer: HttpAnswer): string | null {
  return REDIRECTS.has(answer.status) ? (answer.headers.location ?? null) : null;
}

function redirected(request: HttpRequest, status: number, from: URL, location: string): HttpRequest {
  if (request.method === "POST" && status !== 307 && status !== 308) {
    throw new NetError(
      "redirect_refused",
      `The server answered a POST with redirect ${status}; give the final address.`,
    );
  }
  if (!URL.canParse(location, from))
    throw new NetError("redirect_refused", "The server redirects to no valid address.");
  const url = new URL(location, from);
  // A relative location takes the checked host; an absolute one is checked as it was written.
  const text = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : url.href;
  const headers = { ...request.headers };
  if (url.origin !== from.origin) {
    for (const name of Object.keys(headers)) {
      if (/^(authorization|cookie|x-api-key|api-key)$/i.test(name)) delete headers[name];
    }
  }
  return { ...request, url: text, headers };
}

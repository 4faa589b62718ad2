import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import { NetError } from "./net-error";
import { isLoopbackAddress, isPublicAddress } from "./public-address";

/** Resolves a name to all its addresses; replaced in tests. */
export type Resolver = (hostname: string) => Promise<LookupAddress[]>;

export const systemResolver: Resolver = (hostname) => systemLookup(hostname, { all: true, verbatim: true });

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A `lookup` for sockets that resolves a name once, checks every address and hands exactly those to the connection,
 * so that a second, different answer of the name server is never asked for. One bad address refuses the name: a mixed
 * answer is how rebinding starts. Not called for literal addresses, which `checkUrl` has judged.
 */
export function pinnedLookup(resolve: Resolver, allow: "public" | "loopback") {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    resolveChecked(hostname, resolve, allow).then(
      (addresses) => {
        const family = options.family === 4 || options.family === 6 ? options.family : null;
        const usable = family === null ? addresses : addresses.filter((entry) => entry.family === family);
        const [first] = usable;
        if (first === undefined) callback(new NetError("dns_failed", `${hostname} has no address.`), "");
        else if (options.all === true) callback(null, usable);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(asError(error), ""),
    );
  };
}

async function resolveChecked(
  hostname: string,
  resolve: Resolver,
  allow: "public" | "loopback",
): Promise<LookupAddress[]> {
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw new NetError("dns_failed", `The name ${hostname} does not resolve.`, { cause });
  });
  const isAllowed = allow === "public" ? isPublicAddress : isLoopbackAddress;
  if (addresses.length === 0) throw new NetError("dns_failed", `The name ${hostname} has no address.`);
  if (!addresses.every((entry) => isAllowed(entry.address))) {
    throw new NetError(
      "unsafe_address",
      `The name ${hostname} leads to an address that is not on the public internet.`,
    );
  }
  return addresses;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

import { isIP } from "node:net";
import { NetError } from "./net-error";
import { isPublicAddress } from "./public-address";

export type AddressPolicy = {
  /** Local mode: exactly 127.0.0.1, [::1] and localhost are allowed, there also without TLS. */
  allowLoopback: boolean;
};

const LOOPBACK_HOSTS = new Set(["127.0.0.1", "[::1]", "localhost"]);
/** Names that never lead to a public service, whatever a resolver says. */
const PRIVATE_SUFFIXES = [
  "localhost",
  "local",
  "localdomain",
  "internal",
  "intranet",
  "lan",
  "home",
  "home.arpa",
  "corp",
  "private",
  "svc",
];
const METADATA_NAMES = new Set([
  "metadata",
  "metadata.google.internal",
  "instance-data",
  "instance-data.ec2.internal",
]);

const MAX_URL_LENGTH = 2048;

/**
 * Checks a submitted address before anything is looked up or dialled, and gives it back parsed.
 * What a name resolves to is checked when it is dialled (`pinnedLookup`).
 */
export function checkUrl(text: string, policy: AddressPolicy): { url: URL; loopback: boolean } {
  if (text.length > MAX_URL_LENGTH)
    throw new NetError("bad_url", `The address is longer than ${MAX_URL_LENGTH} characters.`);
  if (!URL.canParse(text))
    throw new NetError("bad_url", "This is not a complete address, for example https://api.example.com/v1.");
  const url = new URL(text);
  if (/[\\\s\p{C}]/u.test(text)) throw new NetError("bad_url", "The address holds a backslash or a space.");
  if (url.username !== "" || url.password !== "") {
    throw new NetError(
      "unsafe_address",
      "The address holds a user name or password; send the API key in its own field.",
    );
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new NetError("unsafe_address", "Only https addresses can be used.");
  }
  if (writtenHost(text) !== url.hostname) {
    throw new NetError("unsafe_address", "The host is written in an unusual form; write it plainly.");
  }
  if (LOOPBACK_HOSTS.has(url.hostname)) {
    if (policy.allowLoopback) return { url, loopback: true };
    throw new NetError("unsafe_address", "This instance does not call addresses on its own machine.");
  }
  if (url.protocol !== "https:") throw new NetError("unsafe_address", "Only https addresses can be used.");
  checkHost(url.hostname);
  return { url, loopback: false };
}

function checkHost(hostname: string): void {
  const literal = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  if (isIP(literal) !== 0) {
    if (isPublicAddress(literal)) return;
    throw new NetError("unsafe_address", "The address is not on the public internet.");
  }
  const name = hostname.replace(/\.$/, "");
  const isPrivate = PRIVATE_SUFFIXES.some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
  if (isPrivate || METADATA_NAMES.has(name) || !name.includes(".")) {
    throw new NetError("unsafe_address", "The host is a local name, not one of the public internet.");
  }
}

/**
 * The host as it was typed, lower-cased. URL parsers turn decimal, octal, hex, shortened, full-width and percent-coded
 * hosts into plain ones; whoever writes one of those wants to be read differently by two readers.
 */
function writtenHost(text: string): string | null {
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(text)?.[1];
  if (authority === undefined) return null;
  return authority.replace(/:\d*$/, "").toLowerCase();
}

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Public by their range and yet services of a cloud's own host network. */
const PLATFORM_ADDRESSES = new Set(["168.63.129.16"]);

/**
 * True for an IP address that belongs to the public internet: unicast and nothing else. Loopback, private, link-local,
 * carrier-grade NAT, multicast, reserved, IPv4-mapped, NAT64, 6to4 and Teredo forms are all false, as is any text that
 * is not an address. IPv6 must lie in 2000::/3, the only range from which public addresses are given out: this also
 * leaves out the old IPv4-compatible form `::127.0.0.1`, which counts as plain unicast elsewhere.
 */
export function isPublicAddress(address: string): boolean {
  // The package also reads shortened, octal, hex and whole-number forms, and unfolds mapped ones where asked to.
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (PLATFORM_ADDRESSES.has(parsed.toString())) return false;
  if (parsed instanceof ipaddr.IPv6) return ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000;
  return true;
}

/** True for addresses of this machine itself, in their plain forms only. */
export function isLoopbackAddress(address: string): boolean {
  return address === "127.0.0.1" || address === "::1";
}

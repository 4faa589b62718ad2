import { createHash } from "node:crypto";

/** Each takes 54 characters of a header that proxies want below 4 KB; a page of ours has two. */
const MOST_SCRIPTS = 40;

/**
 * A page that was made with a nonce, in a form that may be sent more than once: the nonce is gone, and the policy names the SHA-256 of
 * each inline script that carried it. Nobody who wrote into the page knew the nonce, so exactly what ran before may run. Null where the
 * page cannot be given that form; a policy without a nonce stays as it is.
 */
export function vouchedPage(policy: string, html: string): { policy: string; html: string } | null {
  const source = /'nonce-([A-Za-z0-9+/=_-]+)'/.exec(policy);
  const nonce = source?.[1];
  if (source === null || nonce === undefined) return { policy, html };
  // A browser turns both into something else before it hashes, and a page of ours has neither.
  if (/[\r\0]/.test(html)) return null;
  const without = (text: string) => text.replaceAll(` nonce="${nonce}"`, "").replaceAll(nonce, "");
  const hashes = new Set<string>();
  for (const [, attributes = "", script = ""] of html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)) {
    if (script === "" || !attributes.includes(`nonce="${nonce}"`)) continue;
    hashes.add(`'sha256-${createHash("sha256").update(without(script)).digest("base64")}'`);
  }
  if (hashes.size > MOST_SCRIPTS) return null;
  return { policy: policy.replace(source[0], [...hashes].join(" ")), html: without(html) };
}

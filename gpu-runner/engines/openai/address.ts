/** Address of one call under a base given with or without its version: `https://host`, `https://host/v1`, `https://host/openai/v1/`. */
export function callUrl(base: string, path: string): string {
  const url = new URL(base);
  const trimmed = url.pathname.replace(/\/+$/, "");
  url.pathname = /\/v\d+(?:[a-z]+\d*)?$/.test(trimmed) ? `${trimmed}${path}` : `${trimmed}/v1${path}`;
  return url.href;
}

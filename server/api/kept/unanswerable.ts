import { PlumblineError } from "@/contracts/errors";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Why the application cannot answer a request at all, which it would call a failure of its own; null where it can. */
export function unanswerable(request: { method?: string; url?: string }): PlumblineError | null {
  if (!METHODS.has(request.method ?? ""))
    return new PlumblineError("method_not_allowed", "The site knows no such method.", {
      hint: "See /api/openapi.json for the methods of each address.",
    });
  if (isDecodable((request.url ?? "").split("?", 1)[0] ?? "")) return null;
  return new PlumblineError("invalid_input", "The address is not written in UTF-8.", {
    hint: "Write it plainly, or with percent codes of UTF-8.",
  });
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

import { isStorable } from "@/contracts/storable";
import type { LineError } from "@/contracts/trace-line";
import { parseJson } from "./json/parse-json";
import { structureFault } from "./json/structure";

export type LineProblem = { code: LineError["code"]; message: string };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Text of one line; says where it is not UTF-8 or holds NUL, which no database of ours can store. */
export function decodeLine(bytes: Uint8Array): { text: string } | { problem: LineProblem } {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { problem: { code: "not_utf8", message: "The line is not UTF-8 text." } };
  }
  if (text.includes("\u0000")) {
    return { problem: { code: "not_utf8", message: "The line holds a NUL character." } };
  }
  return { text };
}

/** The JSON value of a line; NUL characters and lone surrogates hidden in escapes are refused as well. */
export function parseLine(bytes: Uint8Array): { value: unknown } | { problem: LineProblem } {
  const decoded = decodeLine(bytes);
  if ("problem" in decoded) return decoded;
  const fault = structureFault(decoded.text);
  if (fault !== null) return { problem: { code: "not_json", message: `The line cannot be read: ${fault}.` } };
  try {
    const value = parseJson(decoded.text);
    if (decoded.text.includes("\\u") && !isStorable(value)) {
      const message = "A text of the line holds a NUL character or half of a surrogate pair.";
      return { problem: { code: "not_utf8", message } };
    }
    return { value };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : "";
    return { problem: { code: "not_json", message: `The line is not JSON: ${reason}` } };
  }
}

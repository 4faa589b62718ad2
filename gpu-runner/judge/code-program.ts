import type { CodeTests } from "@/contracts/code-tests";

export type FoundProgram = {
  source: string;
  /** How it was found; part of the verdict's rule. */
  form: "block" | "whole" | "completion";
  /** What the reply itself held, without what was put before it. */
  answer: string;
};

const LONGEST = 400_000;
/** A fence with an optional language; the last one may be unclosed. */
const BLOCK = /^[ \t]*(```|~~~)[ \t]*([A-Za-z0-9+#.-]*)[^\n]*\n([\s\S]*?)(?:^[ \t]*\1[ \t]*$|(?![\s\S]))/gm;
const PYTHON = new Set(["python", "python3", "py", "py3", ""]);
/** Statements with which a Python program begins. */
const LOOKS_LIKE_PYTHON =
  /^(?:from\s+\S+\s+import|import\s|def\s|class\s|async\s+def\s|@|#|[A-Za-z_][\w, ]*=[^=]|print\(|for\s|if\s|while\s|with\s|try:)/m;

/**
 * The program in a reply. After the thinking part: the last Python block that holds the asked function, else the last
 * one; without a block the reply itself, as a whole program or as the rest of the prompt. A block gets the imports and
 * helpers of the prompt before it, because the model saw them; what a tool wrote is run as it is. Null: there is none.
 */
export function findProgram(response: string, tests: CodeTests): FoundProgram | null {
  const text = withoutThinking(response).replaceAll("\r\n", "\n");
  if (text.length > LONGEST) return null;
  const prompt = "prompt" in tests ? tests.prompt : "";
  const entry =
    "entryPoint" in tests ? (("className" in tests ? tests.className : null) ?? tests.entryPoint) : null;
  const blocks = [...text.matchAll(BLOCK)]
    .filter((match) => PYTHON.has((match[2] ?? "").toLowerCase()))
    .map((match) => match[3] ?? "")
    .filter((block) => block.trim() !== "");
  const chosen =
    (entry === null ? undefined : blocks.findLast((block) => defines(block, entry))) ?? blocks.at(-1);
  if (chosen !== undefined) {
    if (entry !== null && prompt !== "" && !defines(chosen, entry))
      return { source: join(prompt, chosen), form: "completion", answer: chosen };
    return { source: `${preamble(prompt, entry)}${chosen}`, form: "block", answer: chosen };
  }
  if (text.trim() === "") return null;
  const isIndented = /^[ \t]/.test(text.replace(/^(?:[ \t]*\n)+/, ""));
  if (prompt !== "" && entry !== null && (isIndented || !defines(text, entry))) {
    return isIndented || LOOKS_LIKE_PYTHON.test(text)
      ? { source: join(prompt, text), form: "completion", answer: text }
      : null;
  }
  return LOOKS_LIKE_PYTHON.test(text) ? { source: text, form: "whole", answer: text } : null;
}

/** Whether a reply ends inside a block, as one that was cut does. */
export function isCutInBlock(response: string): boolean {
  const fences = withoutThinking(response).match(/^[ \t]*(?:```|~~~)/gm) ?? [];
  return fences.length % 2 === 1;
}

const withoutThinking = (response: string): string => {
  const end = response.lastIndexOf("</think>");
  return end < 0 ? response : response.slice(end + "</think>".length);
};

/** A completion goes on where the prompt ends: nothing of its first line's indentation may be lost. */
const join = (prompt: string, rest: string): string =>
  prompt.endsWith("\n") ? `${prompt}${rest}` : `${prompt}\n${rest}`;

function defines(source: string, name: string): boolean {
  const plain = name.replace(/[^\w]/g, "");
  return new RegExp(`^(?:async\\s+def|def|class)\\s+${plain}\\b|^${plain}\\s*(?::[^=\\n]+)?=`, "m").test(
    source,
  );
}

/** What of a prompt comes before the asked function: imports and helpers. */
function preamble(prompt: string, entry: string | null): string {
  if (prompt === "" || entry === null) return "";
  const at = prompt.search(
    new RegExp(`^(?:async\\s+def|def|class)\\s+${entry.replace(/[^\w]/g, "")}\\b`, "m"),
  );
  return at <= 0 ? "" : `${prompt.slice(0, at)}\n`;
}

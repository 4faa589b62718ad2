/**
 * A note (sticker) out of a reply: a line `**Conditions:**`, numbered lines, a line `**Question:**`, its text. A code
 * fence around it and text before it are dropped. Null where a part is missing or empty.
 */
export function parseNote(reply: string): string | null {
  const text = reply.replace(/^\s*```[^\n]*$/gm, "");
  const found = /\*\*\s*Conditions\s*:?\s*\*\*:?([\s\S]*?)\*\*\s*Question\s*:?\s*\*\*:?([\s\S]*)/i.exec(text);
  if (found === null) return null;
  const conditions = (found[1] ?? "")
    .split("\n")
    .map((line) => /^\s*\d+[.)]\s+(.*\S)/.exec(line)?.[1])
    .filter((line) => line !== undefined);
  const question = (found[2] ?? "").trim();
  if (conditions.length === 0 || question === "") return null;
  const lines = conditions.map((condition, index) => `${index + 1}. ${condition}`);
  return ["**Conditions:**", ...lines, "", "**Question:**", question].join("\n");
}

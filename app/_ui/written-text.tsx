import { FoundText, findIn } from "./found-text";
import { MathText } from "./math-text";

const FENCE = "```";

export type WrittenPart = { kind: "text" | "code"; text: string };

/** A text cut at its fenced blocks of code; a fence without an end stays text. One linear scan. */
export function splitFences(text: string): WrittenPart[] {
  const parts: WrittenPart[] = [];
  let plain: string[] = [];
  let code: string[] | null = null;
  const flush = () => {
    if (plain.some((line) => line.trim() !== "")) parts.push({ kind: "text", text: plain.join("\n") });
    plain = [];
  };
  let opener = "";
  for (const line of text.split("\n")) {
    if (!line.trimStart().startsWith(FENCE)) (code ?? plain).push(line);
    else if (code === null) {
      opener = line;
      code = [];
    } else {
      flush();
      parts.push({ kind: "code", text: code.join("\n") });
      code = null;
    }
  }
  if (code !== null) plain.push(opener, ...code);
  flush();
  return parts;
}

/** Code as it was written: every space and line break, nothing set. */
export function Code({ text }: { text: string }) {
  return <pre className="code my-2 max-w-full whitespace-pre-wrap break-words">{text}</pre>;
}

/**
 * What a model wrote: formulas set, fenced code kept as it stands; as plain text where something in it is marked.
 * `isCode` says that a text without fences is a program as a whole.
 */
export function WrittenText({ text, find, isCode }: { text: string; find: string; isCode: boolean }) {
  if (findIn(text, find).length > 0) {
    return (
      <div className={`whitespace-pre-wrap break-words ${isCode ? "code" : ""}`}>
        <FoundText text={text} find={find} />
      </div>
    );
  }
  const parts = splitFences(text);
  if (isCode && parts.every(({ kind }) => kind === "text")) return <Code text={text} />;
  return parts.map((part, index) => {
    const key = `${part.kind} ${index}`;
    return part.kind === "code" ? (
      <Code key={key} text={part.text} />
    ) : (
      <MathText key={key} text={part.text} />
    );
  });
}

import { Facts } from "./facts";
import { spaced } from "./format";

const MOST_CHARACTERS = 20_000;

/** What the method noted of this sample: single values as facts, everything else as folded JSON. Untrusted text. */
export function ArtifactList({ artifacts }: { artifacts: Record<string, unknown> }) {
  const entries = Object.entries(artifacts);
  if (entries.length === 0) return null;
  const single = entries.filter(([, value]) => isSingle(value));
  const deep = entries.filter(([, value]) => !isSingle(value));
  return (
    <section aria-label="What the method noted">
      <h2>What the method noted</h2>
      {single.length > 0 && (
        <Facts items={single.map(([name, value]) => [spaced(name), textOf(value)] as const)} />
      )}
      {deep.map(([name, value]) => (
        <details key={name} className="border-b border-rule py-1.5">
          <summary className="cursor-pointer text-[14px]">
            {spaced(name)} <span className="text-quiet">{sizeOf(value)}</span>
          </summary>
          <pre className="code mt-1 whitespace-pre-wrap break-words border-l-2 border-rule pl-3">
            {cut(JSON.stringify(value, null, 2))}
          </pre>
        </details>
      ))}
    </section>
  );
}

const MOST_LISTED = 20;

/** A value, or a short list of values, that reads on one line. */
function isSingle(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= MOST_LISTED && value.every(isShort);
  return isShort(value);
}

function isShort(value: unknown): boolean {
  if (value === null || typeof value === "number" || typeof value === "boolean") return true;
  return typeof value === "string" && value.length <= 200 && !value.includes("\n");
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(textOf).join(", ");
  if (value === null || value === "") return "–";
  return String(value);
}

function sizeOf(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} entries`;
  if (typeof value === "string") return `${value.length.toLocaleString("en")} characters`;
  return typeof value === "object" && value !== null ? `${Object.keys(value).length} fields` : "";
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS
    ? text
    : `${text.slice(0, MOST_CHARACTERS)}\n… ${text.length - MOST_CHARACTERS} further characters are in the NDJSON export of the run.`;
}

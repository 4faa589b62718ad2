import { methodCard } from "@/catalog/methods";

/** Settings that a label still has room for. */
const MOST_SETTINGS = 3;

/** Parameters of a run that are not the method's defaults, as name and short value. */
export function settings(methodId: string, params: Readonly<Record<string, unknown>>): [string, string][] {
  const usual = methodCard(methodId)?.params.safeParse({});
  const defaults: Record<string, unknown> = usual?.success ? usual.data : {};
  return Object.entries(params)
    .filter(([name, value]) => value !== null && JSON.stringify(value) !== JSON.stringify(defaults[name]))
    .map(([name, value]) => [name, shortValue(value)]);
}

/** The same in one line: k=16, mode=hard-cut. */
export function parameters(methodId: string, params: Readonly<Record<string, unknown>>): string {
  return settings(methodId, params)
    .slice(0, MOST_SETTINGS)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

function shortValue(value: unknown): string {
  if (Array.isArray(value)) {
    const [first] = value;
    return value.length <= 2 ? value.join(",") : `${String(first)}…${String(value.at(-1))}`;
  }
  return String(value).replaceAll("\n", "\\n");
}

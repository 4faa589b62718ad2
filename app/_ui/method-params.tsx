import { settings } from "../_charts/parameters";

/** The parameters that are not the method's defaults: they tell two of its rows apart. */
export function MethodParams({ id, params }: { id: string; params: Readonly<Record<string, unknown>> }) {
  const entries = settings(id, params);
  if (entries.length === 0) return null;
  return (
    <span className="code whitespace-normal break-words text-quiet">
      {entries.map(([name, value]) => `${name}=${value}`).join(" ")}
    </span>
  );
}

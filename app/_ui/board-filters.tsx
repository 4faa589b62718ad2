import type { Board } from "@/contracts/board";
import { address } from "./address";
import { ChoiceChip } from "./choice-chip";

/** What of a board's address the reader has set. */
export type BoardSetting = {
  view: string;
  version?: string | undefined;
  method?: string | undefined;
  model?: string | undefined;
  metric?: string | undefined;
  verifier?: string | undefined;
  /** All rows, not only the first hundred. */
  rows?: "all" | undefined;
};

/** Metrics that a board can be sorted by besides its headline; a k is the run's largest. */
const METRICS = ["avg@n", "pass@k", "pass^k", "g-pass@k", "mg-pass@k", "maj@k", "best-of-n"] as const;

/** A plain GET form, and a chip for everything that is set, so that the address is the view and one click takes a filter off. */
export function BoardFilters({ board, setting }: { board: Board; setting: BoardSetting }) {
  const { methods, models } = board.choices;
  const isSet = setting.method || setting.model || setting.metric;
  if (methods.length + models.length < 3 && !isSet) return null;
  return (
    <div className="mb-2 flex flex-wrap items-start gap-2 text-[13.5px]">
      <ActiveFilters setting={setting} choices={board.choices} />
      <details open={isSet ? true : undefined} className={isSet ? "w-full" : undefined}>
        <summary className="cursor-pointer text-quiet">filter</summary>
        <form className="flex flex-wrap items-end gap-2 py-2">
          {setting.view !== "score" && <input type="hidden" name="view" value={setting.view} />}
          {setting.version && <input type="hidden" name="version" value={setting.version} />}
          {setting.verifier && <input type="hidden" name="verifier" value={setting.verifier} />}
          <Select name="method" value={setting.method} all="all methods">
            {methods.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
          <Select name="model" value={setting.model} all="all models">
            {models.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </Select>
          <Select name="metric" value={setting.metric} all="headline metric">
            {METRICS.slice(1).map((metric) => (
              <option key={metric}>{metric}</option>
            ))}
          </Select>
          <button type="submit" className="button">
            Show
          </button>
        </form>
      </details>
    </div>
  );
}

/** The query that shows the board in a setting, with its question mark. */
export function addressOf(setting: BoardSetting): string {
  const { view, ...set } = setting;
  return address("", { ...set, view: view === "score" ? undefined : view }) || "?";
}

function Select(props: { name: string; value: string | undefined; all: string; children: React.ReactNode }) {
  return (
    <select
      name={props.name}
      defaultValue={props.value ?? ""}
      aria-label={props.name}
      className="field !w-auto max-w-full"
    >
      <option value="">{props.all}</option>
      {props.children}
    </select>
  );
}

function ActiveFilters({ setting, choices }: { setting: BoardSetting; choices: Board["choices"] }) {
  const names = ["method", "model", "metric"] as const;
  const titles = new Map<string, string>();
  for (const { id, title } of choices.methods) titles.set(`method ${id}`, title);
  for (const { slug, name } of choices.models) titles.set(`model ${slug}`, name);
  return names.flatMap((name) => {
    const value = setting[name];
    if (!value) return [];
    return [
      <ChoiceChip
        key={name}
        href={addressOf({ ...setting, [name]: undefined })}
        title={`take the filter ${name} off`}
      >
        {name}: {titles.get(`${name} ${value}`) ?? value} ×
      </ChoiceChip>,
    ];
  });
}

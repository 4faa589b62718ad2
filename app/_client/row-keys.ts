/** Rows that lead somewhere, in the order of the page; those that a filter hides are left out. */
function rowsOfPage(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>("main .table tbody tr")].filter(
    (row) => !row.hidden && linkOf(row) !== null,
  );
}

/** What a row opens: its marked link where it has several that matter, its first one otherwise. */
function linkOf(row: Element | undefined): HTMLAnchorElement | null {
  return row?.querySelector<HTMLAnchorElement>("a[data-open]") ?? row?.querySelector("a") ?? null;
}

/** `j` and `k` follow the page's own neighbours where it has some, and go through its rows otherwise. */
export function moveTo(key: "j" | "k"): void {
  if (document.querySelector("a[data-key]") !== null) {
    document.querySelector<HTMLAnchorElement>(`a[data-key="${key}"]`)?.click();
    return;
  }
  const rows = rowsOfPage();
  const at = rows.findIndex((row) => row.dataset.selected === "true");
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)))];
  for (const row of rows) row.dataset.selected = String(row === next);
  next?.scrollIntoView({ block: "nearest" });
}

const selectedLink = () => linkOf(rowsOfPage().find((row) => row.dataset.selected === "true"));

/** Opens the selected row; false where none is. */
export function openSelected(): boolean {
  const link = selectedLink();
  link?.click();
  return link !== null;
}

/** The comparison that begins with the selected row's run, or with the run of the page; null where there is neither. */
export function comparisonHref(): string | null {
  const path = selectedLink()?.pathname ?? location.pathname;
  const run = /^\/runs\/([^/]+)/.exec(path)?.[1];
  return run === undefined ? null : `/compare?a=${run}`;
}

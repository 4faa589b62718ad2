"use client";

import { useEffect } from "react";

/**
 * Sorts and filters the rows that the server already sent, keeps the choice in the URL, and moves with the keyboard
 * (j, k, enter, c). It renders nothing: the table is complete without it.
 */
export function BoardIsland() {
  useEffect(() => {
    const table = document.querySelector<HTMLTableElement>("table[data-board]");
    if (table === null) return;
    const stop = new AbortController();
    const read = () => new URLSearchParams(location.search);
    const write = (change: Record<string, string | null>) => {
      const query = read();
      for (const [name, value] of Object.entries(change)) {
        if (value === null) query.delete(name);
        else query.set(name, value);
      }
      const text = query.toString();
      history.replaceState(null, "", text ? `?${text}` : location.pathname);
      apply(table, query);
    };
    for (const head of table.querySelectorAll<HTMLElement>("th[data-sort]"))
      makeSortable(head, read, write, stop.signal);
    document.addEventListener("keydown", (event) => onKey(event, table), { signal: stop.signal });
    takeKeys(table);
    apply(table, read());
    return () => stop.abort();
  }, []);
  return null;
}

type Write = (change: Record<string, string | null>) => void;

function makeSortable(head: HTMLElement, read: () => URLSearchParams, write: Write, signal: AbortSignal) {
  const key = head.dataset.sort ?? "";
  head.tabIndex = 0;
  head.style.cursor = "pointer";
  const toggle = () => {
    const query = read();
    const current = query.get("sort");
    const firstDirection = key === "score" || key === "lift" ? "-" : "";
    const opposite = firstDirection === "-" ? "" : "-";
    if (current === `${firstDirection}${key}`) write({ sort: `${opposite}${key}` });
    else if (current === `${opposite}${key}`) write({ sort: null });
    else write({ sort: `${firstDirection}${key}` });
  };
  head.addEventListener("click", toggle, { signal });
  head.addEventListener("keydown", (event) => event.key === "Enter" && toggle(), { signal });
}

function rowsOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return [...table.querySelectorAll<HTMLTableRowElement>("tr[data-score]")];
}

/** Keys that stand in the row anyway: its place, its run, the names of method and model. */
function takeKeys(table: HTMLTableElement) {
  for (const [place, row] of rowsOf(table).entries()) {
    row.dataset.position = String(place);
    row.dataset.run = row.querySelector("a[data-open]")?.getAttribute("href")?.split("/").at(-1) ?? "";
    row.dataset.method = row.cells[1]?.textContent ?? "";
    row.dataset.model = row.cells[2]?.textContent ?? "";
  }
}

function apply(table: HTMLTableElement, query: URLSearchParams) {
  const sort = query.get("sort") ?? "position";
  const key = sort.replace(/^-/, "");
  const descending = sort.startsWith("-");
  const rows = rowsOf(table).sort((a, b) =>
    compareCells(a.dataset[key] ?? "", b.dataset[key] ?? "", descending),
  );
  table.tBodies[0]?.append(...rows);
  for (const rule of table.querySelectorAll<HTMLElement>("tr[data-rule]")) rule.hidden = key !== "position";
  if (key === "position") restoreRules(table);
  for (const head of table.querySelectorAll<HTMLElement>("th[data-sort]")) {
    const isSorted = head.dataset.sort === key && key !== "position";
    head.setAttribute("aria-sort", isSorted ? (descending ? "descending" : "ascending") : "none");
  }
}

/** Tie-group rules keep their place only in the board's own order; each remembers the row that it stands before. */
function restoreRules(table: HTMLTableElement) {
  for (const rule of table.querySelectorAll<HTMLElement>("tr[data-rule]")) {
    const before = table.querySelector(`tr[data-position="${rule.dataset.rule}"]`);
    before?.before(rule);
  }
}

/** Numbers by value, words by letters; an empty cell (unknown) is last whichever way one sorts. */
export function compareCells(a: string, b: string, descending: boolean): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const difference =
    Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? a.localeCompare(b) : Number(a) - Number(b);
  return descending ? -difference : difference;
}

function onKey(event: KeyboardEvent, table: HTMLTableElement) {
  if (event.target instanceof HTMLElement && event.target.closest("input, select, textarea")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = rowsOf(table).filter((row) => !row.hidden);
  const at = rows.findIndex((row) => row.dataset.selected === "true");
  if (event.key === "j" || event.key === "k") {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    for (const row of rows) row.dataset.selected = String(row === next);
    next?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && at >= 0 && event.target === document.body) {
    rows[at]?.querySelector<HTMLAnchorElement>("a[data-open]")?.click();
  } else if (event.key === "c" && at >= 0) {
    location.href = `/compare?a=${rows[at]?.dataset.run ?? ""}`;
  }
}

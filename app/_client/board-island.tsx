"use client";

import { useEffect } from "react";

/**
 * Sorts the rows that the server already sent and keeps the choice in the URL. It renders nothing: the table is complete
 * without it.
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

/** Sort keys that stand in the row anyway: its place, the names of method and model. */
function takeKeys(table: HTMLTableElement) {
  for (const [place, row] of rowsOf(table).entries()) {
    row.dataset.position = String(place);
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

"use client";

import { useEffect, useRef } from "react";
import { comparisonHref, moveTo, openSelected } from "./row-keys";

const KEYS = [
  ["/", "search"],
  ["j, k", "next and previous row or sample"],
  ["enter", "open the selected row"],
  ["c", "compare the selected run"],
  ["?", "this help"],
] as const;

/** The keys that work everywhere, and the sheet that names all of them. */
export function SiteKeys() {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, select, textarea")) return;
      if (event.key === "/") {
        event.preventDefault();
        location.href = "/search";
      } else if (event.key === "?") sheet.current?.showModal();
      else if (event.key === "j" || event.key === "k") moveTo(event.key);
      else if (event.key === "Enter" && event.target === document.body) openSelected();
      else if (event.key === "c") {
        const href = comparisonHref();
        if (href !== null) location.href = href;
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <dialog ref={sheet} aria-label="Keys" className="m-auto border border-rule-strong bg-paper p-6 text-ink">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="code">{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-4">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}

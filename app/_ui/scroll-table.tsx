import type { ReactNode } from "react";

/** A table that may be wider than its column: it scrolls inside it, with the keyboard too. */
export function ScrollTable(props: { label: string; className?: string; children: ReactNode }) {
  return (
    <section
      aria-label={props.label}
      className={`relative overflow-x-auto ${props.className ?? ""}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without links in it nothing else could scroll it from the keyboard
      tabIndex={0}
    >
      <table className="table">{props.children}</table>
    </section>
  );
}

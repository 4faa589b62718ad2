import type { ReactNode } from "react";

/** The head of a column: words, words over numbers, or words that are only read out. */
export type Column = string | { number: ReactNode } | { unseen: string };

/**
 * A table that may be wider than its place: it scrolls inside it, with the keyboard too. `label` names it for screen
 * readers. On a phone the rows of a stacked one are blocks whose cells carry their column's name as `data-label`.
 */
export function ScrollTable(props: {
  label: string;
  columns: readonly Column[];
  isStacked?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={props.label}
      className={`relative overflow-x-auto ${props.className ?? ""}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without links in it nothing else could scroll it from the keyboard
      tabIndex={0}
    >
      <table className="table" data-stack={props.isStacked ? "" : undefined}>
        <caption className="sr-only">{props.label}</caption>
        <thead>
          <tr>
            {props.columns.map((column, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a table never move
              <Head key={place} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  );
}

function Head({ column }: { column: Column }) {
  if (typeof column === "string") return <th scope="col">{column}</th>;
  return "unseen" in column ? (
    <th scope="col">
      <span className="sr-only">{column.unseen}</span>
    </th>
  ) : (
    <th scope="col" className="number">
      {column.number}
    </th>
  );
}

import type { ReactNode } from "react";

/** One of several views of a page, as a link; the one that is shown is marked. */
export function ChoiceChip(props: { href: string; isChosen?: boolean; title?: string; children: ReactNode }) {
  return (
    <a
      className="chip"
      href={props.href}
      aria-current={props.isChosen ? "true" : undefined}
      title={props.title}
    >
      {props.children}
    </a>
  );
}

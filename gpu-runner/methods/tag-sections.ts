export type TagSections = {
  /** Every tag opens and closes exactly once, one section after the other in the given order. */
  valid: boolean;
  /** Text inside the first whole section of each tag; null where there is none. */
  sections: Record<string, string | null>;
};

/** Reads `<tag>…</tag>` sections: what a reply that was asked for them holds, and whether it kept to the form. */
export function tagSections(text: string, tags: readonly string[]): TagSections {
  const sections: TagSections["sections"] = {};
  let valid = true;
  let end = 0;
  for (const tag of tags) {
    const [open, close] = [`<${tag}>`, `</${tag}>`];
    const start = text.indexOf(open);
    const stop = start < 0 ? -1 : text.indexOf(close, start);
    sections[tag] = stop < 0 ? null : text.slice(start + open.length, stop);
    const once = occurrences(text, open) === 1 && occurrences(text, close) === 1;
    valid &&= once && stop >= 0 && start >= end;
    end = stop + close.length;
  }
  return { valid, sections };
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

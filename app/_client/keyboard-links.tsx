"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** `j` and `k` go to the next and the previous sample. */
export function KeyboardLinks({ previous, next }: { previous: string | null; next: string | null }) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, select, textarea")) return;
      const target = event.key === "j" ? next : event.key === "k" ? previous : null;
      if (target) router.push(target);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, previous, next]);
  return null;
}

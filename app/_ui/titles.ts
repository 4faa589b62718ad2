import { benchmarkSource } from "@/catalog/benchmarks";
import { methodCard } from "@/catalog/methods";
import { SUITES } from "@/catalog/suites";

/** What people call a method; one that the catalogue does not know keeps its id. */
export function methodTitle(id: string): string {
  return methodCard(id)?.title ?? id;
}

const suiteOf = (slug: string) => SUITES.find((suite) => suite.slug === slug);

/** What people call a benchmark or a suite; one that the catalogue does not know keeps its slug. */
export function benchmarkTitle(slug: string): string {
  return benchmarkSource(slug)?.card.title ?? suiteOf(slug)?.title ?? slug;
}

/** A submission names a benchmark or a suite; a name that both have is the benchmark's. */
export function isSuite(slug: string): boolean {
  return benchmarkSource(slug) === null && suiteOf(slug) !== undefined;
}

/** The board of a benchmark, or the page of a suite. */
export function boardHref(slug: string): string {
  return `/${isSuite(slug) ? "suites" : "benchmarks"}/${slug}`;
}

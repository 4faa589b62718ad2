import { benchmarkTitle, boardHref } from "./titles";

/** A benchmark or a suite by its title, leading to its board; where a version is given, to that version's. */
export function BenchmarkLink({ slug, version }: { slug: string; version?: number }) {
  const query = version === undefined ? "" : `?version=${version}`;
  return (
    <a href={boardHref(slug) + query}>
      {benchmarkTitle(slug)}
      {version === undefined ? "" : ` v${version}`}
    </a>
  );
}

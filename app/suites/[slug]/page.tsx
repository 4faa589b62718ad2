import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { apiCode } from "@/app/_server/api-code";
import { viewer } from "@/app/_server/caller";
import { SuiteTable } from "@/app/_ui/suite-table";
import { benchmarkTitle } from "@/app/_ui/titles";
import { SUITES, type SuiteCard } from "@/catalog/suites";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  return { title: SUITES.find((suite) => suite.slug === slug)?.title ?? slug };
}

export default async function Page({ params }: Props) {
  const { slug } = await params;
  const api = await viewer();
  const board = await api.leaderboard.suite({ slug }).catch((error: unknown) => {
    if (apiCode(error) === "not_found") return null;
    throw error;
  });
  if (board === null) return <Waiting card={SUITES.find((suite) => suite.slug === slug)} />;
  const { suite } = board;
  return (
    <>
      <h1>{suite.title}</h1>
      <p className="mt-1 max-w-[70ch] text-quiet">
        {suite.description} Suite version {suite.version}, {suite.benchmarks.length}{" "}
        {suite.benchmarks.length === 1
          ? "benchmark."
          : "benchmarks. There is no average over them: they do not measure one thing."}
      </p>
      <p className="my-4">
        <a href={`/submit?suite=${suite.slug}`} className="button" data-kind="primary">
          Submit to the whole suite
        </a>
      </p>
      <SuiteTable board={board} />
      <p className="mt-4 text-[13.5px]">
        <a href={`/api/v1/suites/${suite.slug}/board`}>JSON</a>
      </p>
    </>
  );
}

/** A suite is fixed once all its benchmarks are here; until then the page says which are missing. */
async function Waiting({ card }: { card: SuiteCard | undefined }) {
  if (card === undefined) notFound();
  const api = await viewer();
  const { items } = await api.catalog.listBenchmarks({});
  const here = new Set(items.filter((item) => item.version !== null).map((item) => item.slug));
  return (
    <>
      <h1>{card.title}</h1>
      <p className="mt-1 max-w-[70ch] text-quiet">{card.description}</p>
      <p className="my-4">This suite opens when all its benchmarks are imported. Missing here:</p>
      <ul className="grid gap-1">
        {card.benchmarks
          .filter((slug) => !here.has(slug))
          .map((slug) => (
            <li key={slug}>
              {benchmarkTitle(slug)}: <span className="code">npx plumbline benchmarks import {slug}</span>
            </li>
          ))}
      </ul>
    </>
  );
}

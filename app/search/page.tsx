import type { Metadata } from "next";
import { SYSTEMS } from "@/catalog/systems";
import { viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";

export const metadata: Metadata = { title: "Search" };

type Props = { searchParams: Search };
type Hit = { href: string; name: string; kind: string; about: string };

const MAX_HITS = 50;

/** Benchmarks, suites, methods, systems and models whose name or description holds every word of the question. */
export default async function Page({ searchParams }: Props) {
  const { q = "" } = await searchValues(searchParams);
  const question = q.slice(0, 200);
  const hits =
    question.trim() === ""
      ? []
      : [...named(question), ...find(await everything(), question)].slice(0, MAX_HITS);
  return (
    <>
      <h1 className="mb-4">Search</h1>
      <form className="mb-4 flex max-w-[560px] gap-3">
        <input
          className="field"
          type="search"
          name="q"
          defaultValue={question}
          aria-label="Search for"
          // biome-ignore lint/a11y/noAutofocus: the page is its one field, and the key / leads here to write
          autoFocus={question === ""}
        />
        <button type="submit" className="button" data-kind="primary">
          Search
        </button>
      </form>
      {question === "" && (
        <p className="text-quiet">
          Words from the name or description of a benchmark, suite, method, system or model; or the id of a
          run or a submission.
        </p>
      )}
      {question !== "" && hits.length === 0 && (
        <p>
          No benchmark, suite, method, system or model matches “{question}”. <a href="/">See the boards</a>
        </p>
      )}
      <ul className="grid gap-2">
        {hits.map((hit) => (
          <li key={hit.href}>
            <a href={hit.href}>{hit.name}</a> <span className="chip">{hit.kind}</span>
            <span className="block max-w-[80ch] text-[13.5px] text-quiet">{hit.about}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

async function everything(): Promise<Hit[]> {
  const api = await viewer();
  const [benchmarks, suites, methods, models] = await Promise.all([
    api.catalog.listBenchmarks({}),
    api.catalog.listSuites({}),
    api.catalog.listMethods({}),
    api.catalog.listModels({ limit: 200 }),
  ]);
  return [
    ...benchmarks.items.map((item) => ({
      href: `/benchmarks/${item.slug}`,
      name: item.title,
      kind: "benchmark",
      about: item.description,
    })),
    ...suites.items.map((item) => ({
      href: `/suites/${item.slug}`,
      name: item.title,
      kind: "suite",
      about: item.description,
    })),
    ...methods.items.map((item) => ({
      href: `/methods/${item.id}`,
      name: item.title,
      kind: "method",
      about: item.summary,
    })),
    ...SYSTEMS.map(({ card }) => ({
      href: `/systems/${card.id}`,
      name: card.name,
      kind: "system",
      about: `${card.title}. ${card.summary}`,
    })),
    ...models.items.map((item) => ({
      href: `/models/${item.slug}`,
      name: item.name,
      kind: "model",
      about: item.label ?? item.identity,
    })),
  ];
}

/** A run or a submission by its id; whether it is there is told by its page. */
function named(question: string): Hit[] {
  const id = question.trim();
  if (/^run_[a-z0-9]+$/i.test(id)) return [{ href: `/runs/${id}`, name: id, kind: "run", about: "" }];
  if (/^sub_[a-z0-9]+$/i.test(id))
    return [{ href: `/submissions/${id}`, name: id, kind: "submission", about: "" }];
  return [];
}

function find(all: readonly Hit[], question: string): Hit[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (hit: Hit) => `${hit.name} ${hit.kind} ${hit.about}`.toLowerCase();
  return all.filter((hit) => words.every((word) => text(hit).includes(word)));
}

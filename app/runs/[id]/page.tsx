import type { Metadata } from "next";
import { runCharts } from "@/app/_charts/run-charts";
import { orNotFound, viewer } from "@/app/_server/caller";
import { type Search, searchValues } from "@/app/_server/search-values";
import { reducerChoices } from "@/app/_ui/method-choices";
import { RunView } from "@/app/_ui/run-view";
import { outcomeSchema } from "@/contracts/outcome";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Search;
};

const PAGE_SAMPLES = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const { cursor, ...search } = await searchValues(searchParams);
  const api = await viewer();
  const run = await orNotFound(api.run.get({ id }));
  const outcome = outcomeSchema.safeParse(search.outcome).data;
  const disagree = search.disagree === "1";
  const page =
    run.kind === "reduced"
      ? { items: [], nextCursor: null }
      : await orNotFound(
          api.run.samples({ id, outcome, cursor, disagree: disagree ? "1" : "0", limit: PAGE_SAMPLES }),
        );
  const canReduce = run.kind !== "reduced" && run.state === "published" && run.samplesPerProblem > 1;
  const reducers =
    canReduce && (await api.account.me({})).signedIn
      ? reducerChoices((await api.catalog.listMethods({})).items)
      : [];
  return (
    <RunView
      run={run}
      samples={page.items}
      nextCursor={page.nextCursor}
      filter={{ outcome: outcome ?? null, disagree }}
      reducers={reducers}
      charts={run.scores.length === 0 ? null : await runCharts(api, run)}
    />
  );
}

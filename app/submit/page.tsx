import type { Metadata } from "next";
import type { Health } from "@/contracts/health";
import { SubmitForms } from "../_client/submit/submit-forms";
import { viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";
import { generatorChoices, reducerChoices, uploadChoices } from "../_ui/method-choices";

export const metadata: Metadata = { title: "Submit" };

type Props = { searchParams: Search };

export default async function Page({ searchParams }: Props) {
  const api = await viewer();
  const [who, benchmarks, suites, { items: methods }, health] = await Promise.all([
    api.account.me({}),
    api.catalog.listBenchmarks({}),
    api.catalog.listSuites({}),
    api.catalog.listMethods({}),
    api.health.get({}),
  ]);
  const choices = {
    benchmarks: benchmarks.items
      .filter((item) => item.version !== null)
      .map(({ slug, title, problems, protocol }) => ({
        slug,
        title,
        problems,
        samples: protocol.samplesPerProblem,
        temperature: protocol.temperature,
        maxTokens: protocol.maxTokens,
      })),
    suites: suites.items.map(({ slug, title, benchmarks: { length } }) => ({
      slug,
      title,
      benchmarks: length,
    })),
    methods: generatorChoices(methods),
    uploadMethods: uploadChoices(methods),
    reducers: reducerChoices(methods),
    engines: enginesOf(health),
    prefill: await searchValues(searchParams),
  };
  return (
    <>
      <h1>Submit</h1>
      <p className="mt-2 max-w-[70ch]">
        Send the address of an OpenAI-compatible server and it is evaluated here, or upload traces and they
        are judged here; a finished run can be reduced again by another rule. Every sample stays readable, and
        every number can be recomputed from it.
      </p>
      {who.signedIn ? <SubmitForms choices={choices} /> : <SignInFirst />}
    </>
  );
}

/** What the operator's own runners can host now. */
function enginesOf({ runners }: Health): string[] {
  return [...new Set(runners.filter(({ trusted }) => trusted).flatMap(({ engines }) => engines))].sort();
}

function SignInFirst() {
  return (
    <p className="mt-6 border-l-2 border-accent bg-panel px-4 py-3">
      <a href="/sign-in">Sign in</a> to submit from the browser, or use an API key with{" "}
      <span className="code">POST /api/v1/submissions</span>.
    </p>
  );
}

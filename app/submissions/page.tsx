import type { Metadata } from "next";
import { orNotFound, viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";
import { address } from "../_ui/address";
import { BenchmarkLink } from "../_ui/benchmark-link";
import { instant } from "../_ui/format";
import { MethodLink } from "../_ui/method-link";
import { ScrollTable } from "../_ui/scroll-table";
import { StateChip } from "../_ui/state-chip";

export const metadata: Metadata = { title: "Submissions" };

type Props = { searchParams: Search };

export default async function Page({ searchParams }: Props) {
  const { cursor } = await searchValues(searchParams);
  const api = await viewer();
  const who = await api.account.me({});
  if (!who.signedIn) {
    return (
      <>
        <h1>Submissions</h1>
        <p className="mt-4">
          <a href="/sign-in">Sign in</a> to see what your team has submitted.
        </p>
      </>
    );
  }
  const page = await orNotFound(api.submission.list({ limit: 50, cursor }));
  return (
    <>
      <h1 className="mb-4">Submissions</h1>
      {page.items.length === 0 ? (
        <p className="border-y border-rule py-10 text-center">
          Your team has not submitted anything yet. <a href="/submit">Submit the first one</a>
        </p>
      ) : (
        <ScrollTable
          label="Submissions of your team, newest first"
          isStacked
          columns={["model", "benchmark", "method", "state", "submitted"]}
        >
          {page.items.map((item) => (
            <tr key={item.id}>
              <td>
                <a href={`/submissions/${item.id}`}>{item.model}</a>
              </td>
              <td data-label="on">
                <BenchmarkLink slug={item.benchmark} />
              </td>
              <td data-label="by">
                <MethodLink id={item.method} />
              </td>
              <td>
                <StateChip state={item.state} />
              </td>
              <td className="whitespace-nowrap text-quiet" data-label="submitted">
                {instant(item.createdAt)}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {page.nextCursor && (
        <p className="mt-3">
          <a className="button" href={address("/submissions", { cursor: page.nextCursor })}>
            Older submissions
          </a>
        </p>
      )}
    </>
  );
}

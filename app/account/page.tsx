import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOut } from "../_client/sign-out";
import { viewer } from "../_server/caller";
import { Facts } from "../_ui/facts";
import { instant } from "../_ui/format";
import { ScrollTable } from "../_ui/scroll-table";

export const metadata: Metadata = { title: "Account" };

/** Who this browser is signed in as, the team's keys, and the way out. */
export default async function Page() {
  const api = await viewer();
  const who = await api.account.me({});
  if (!who.signedIn) redirect("/sign-in");
  const { items: keys } = await api.account.listKeys({});
  return (
    <>
      <h1 className="mb-4">{who.account?.name ?? "Account"}</h1>
      <Facts
        items={[
          ["team", who.team?.name ?? "–"],
          ["may", who.isAdmin ? "everything: an administrator" : who.scopes.join(", ") || "read"],
        ]}
      />
      <p className="mt-4">
        <SignOut />
      </p>
      <h2>API keys of the team</h2>
      {keys.length === 0 ? (
        <p className="text-quiet">None yet.</p>
      ) : (
        <ScrollTable
          label="API keys of the team"
          isStacked
          columns={["name", "id", "may", "created", "last used", "ended"]}
        >
          {keys.map((key) => (
            <tr key={key.id}>
              <td>{key.name}</td>
              <td className="code" data-label="id">
                {key.id}
              </td>
              <td data-label="may">
                {key.scopes.join(", ")}
                {key.trustedRunner ? " (trusted runner)" : ""}
              </td>
              <td className="whitespace-nowrap text-quiet" data-label="created">
                {instant(key.createdAt)}
              </td>
              <td className="whitespace-nowrap text-quiet" data-label="last used">
                {instant(key.lastUsedAt)}
              </td>
              <td className="whitespace-nowrap text-quiet" data-label="ended">
                {instant(key.revokedAt)}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
      <p className="mt-3 text-[14px] text-quiet">
        <span className="code">npx plumbline keys create</span> makes one and shows it this once;{" "}
        <span className="code">npx plumbline keys revoke</span> ends one.
      </p>
    </>
  );
}

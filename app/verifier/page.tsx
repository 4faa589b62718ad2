import type { Metadata } from "next";
import { VERIFIER_LIMITS } from "@/contracts/verifier";
import { VerifierForm } from "../_client/verifier-form";
import { viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";
import { VerifierAnswer } from "../_ui/verifier-answer";
import { VerifierFields } from "../_ui/verifier-fields";
import { askedQuestion } from "../_ui/verifier-question";

export const metadata: Metadata = { title: "Verifier" };

type Props = { searchParams: Search };

/** The playground: judges a pasted output as samples are judged. A short question is wholly in the address. */
export default async function Page({ searchParams }: Props) {
  const values = await searchValues(searchParams);
  const asked = askedQuestion(values);
  const api = await viewer();
  const answer = asked.state === "asked" ? await api.verification.judge(asked.question) : null;
  return (
    <>
      <h1>Verifier</h1>
      <p className="mt-2 max-w-[70ch]">
        Paste what a model wrote and the gold answer, and see the verdict that a sample with this text would
        get: what was taken as the answer, both normal forms, and the rule that decided. Nothing is stored. A
        short question is in the address, so its link shows it again; text over{" "}
        {VERIFIER_LIMITS.linkCharacters.toLocaleString("en")} characters is sent as a body. The verifier has
        budgets for length, depth and steps; what exceeds them is <em>undecided</em>, never correct.{" "}
        <a href="/verifier/changes">Versions and what they changed</a>
      </p>
      <VerifierForm
        linkCharacters={VERIFIER_LIMITS.linkCharacters}
        shown={
          answer ? (
            <VerifierAnswer answer={answer} />
          ) : asked.state === "wrong" ? (
            <p role="alert" className="mt-4 text-incorrect">
              {asked.message}
            </p>
          ) : (
            <p className="mt-6 text-quiet">
              Nothing asked yet. Try{" "}
              <a href="/verifier?output=So+the+answer+is+%5Cboxed%7B%5Cfrac12%7D.&gold=0.5">
                a boxed fraction against 0.5
              </a>
              .
            </p>
          )
        }
      >
        <VerifierFields values={values} />
      </VerifierForm>
    </>
  );
}

import { CONTEST_LIMITS } from "@/contracts/contest";
import { ContestForm } from "../_client/contest-form";
import { sampleHref } from "./sample-table";

type Place = { runId: string; problemId: string; sample: number };

/** The way to say that a verdict is wrong; signed-in people only, others are told how. */
export function ContestVerdict(props: { place: Place; isCorrect: boolean; isSignedIn: boolean }) {
  const { runId, problemId, sample } = props.place;
  return (
    <details className="mt-3 text-[14px]">
      <summary className="cursor-pointer">Contest this verdict</summary>
      <div className="mt-2">
        {props.isSignedIn ? (
          <ContestForm
            path={`/api/v1${sampleHref(runId, problemId, sample)}/contests`}
            isCorrect={props.isCorrect}
            fewest={CONTEST_LIMITS.fewestCharacters}
            most={CONTEST_LIMITS.mostCharacters}
          />
        ) : (
          <p>
            <a href="/sign-in">Sign in</a> to say why this verdict is wrong.
          </p>
        )}
      </div>
    </details>
  );
}

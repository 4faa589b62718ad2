import type { VerifierAnswer as Answer } from "@/contracts/verifier";
import { Facts } from "./facts";
import { OutcomeMark } from "./outcome";

/** What the verifier says of a pasted output; everything quoted in it is untrusted text. */
export function VerifierAnswer({ answer }: { answer: Answer }) {
  const { location, excerpt } = answer;
  return (
    <section aria-label="Verdict" className="mt-8 border-l-2 border-rule-strong pl-4">
      <p className="mb-3 text-[18px]">
        <OutcomeMark outcome={answer.outcome} />
      </p>
      <Facts
        items={[
          ["extracted", <Text key="e" text={answer.extracted} />],
          [
            "found at",
            location === null ? "nowhere" : `characters ${location.start} to ${location.end} of the output`,
          ],
          ["rule", answer.rule],
          ["gold, normal form", <Text key="g" text={answer.goldNormal} />],
          ["answer, normal form", <Text key="a" text={answer.answerNormal} />],
          ["several answers", answer.candidatesDisagree ? "the text marks answers that differ" : "no"],
          ["confidence", `${answer.confidence} (how plainly the text marks its answer, 0 to 1)`],
          ["verifier", <Text key="v" text={answer.verifierKey} />],
          ["time", `${answer.milliseconds} ms`],
        ]}
      />
      {excerpt && (
        <p className="mt-3 whitespace-pre-wrap break-words bg-panel px-3 py-2 text-[13.5px]">
          {excerpt.before}
          <mark className="bg-accent-soft text-ink">{excerpt.answer}</mark>
          {excerpt.after}
        </p>
      )}
    </section>
  );
}

function Text({ text }: { text: string | null }) {
  return text === null ? <>–</> : <span className="code break-all">{text}</span>;
}

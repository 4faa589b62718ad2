import type { Coverage } from "@/contracts/system";
import { MethodLink } from "./method-link";
import { needWords } from "./need-words";
import { methodTitle } from "./titles";

const MEANING: Readonly<Record<Coverage["status"], string>> = {
  runnable: "its method runs here",
  checkable: "its claims can be tested with runs of its models",
  "not yet": "no method here and no claim that runs here could test",
};

/** What of a system this build can do, in words. */
export function coverageMeaning(coverage: Coverage): string {
  return MEANING[coverage.status];
}

/** Methods of ours that implement a system; those that are not here yet are named without a link. */
export function CoverageMethods({ methods }: { methods: Coverage["methods"] }) {
  if (methods.length === 0) return <>its models, with any method</>;
  return (
    <>
      {methods.map(({ id, here }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          {here ? <MethodLink id={id} /> : <span className="text-quiet">{methodTitle(id)} (not yet)</span>}
        </span>
      ))}
    </>
  );
}

/** The engines that can run it, and what a server must offer besides. */
export function engineNames(engines: Coverage["engines"]): string {
  if (engines.length === 0) return "–";
  return engines
    .map(({ title, ifServerHas }) =>
      ifServerHas.length === 0 ? title : `${title} (with ${needWords(ifServerHas).join(" and ")})`,
    )
    .join(", ");
}

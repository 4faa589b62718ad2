import { count } from "./format";

/** Counts beside the bar: a share without its numbers says too little. */
function ProgressBar({ done, total, label }: { done: number; total: number; label: string }) {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <div>
      <div className="mb-1 flex justify-between gap-4 text-[13px]">
        <span>{label}</span>
        <span className="tabular-nums text-quiet">
          {count(done)} of {count(total)}
        </span>
      </div>
      <div
        className="h-1.5 bg-rule"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <div className="settles h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

type Part = { done: number; total: number };

/** How far a run is: its samples, how many of them are judged, and how many answers of a model about them are there. */
export function RunBars({
  progress: { done, total, verified },
  assessments,
}: {
  progress: Part & { verified: number };
  assessments?: Part | null | undefined;
}) {
  return (
    <>
      {total > 0 && <ProgressBar done={done} total={total} label="samples" />}
      {total > 0 && <ProgressBar done={verified} total={total} label="verified" />}
      {assessments && <ProgressBar {...assessments} label="assessed" />}
    </>
  );
}

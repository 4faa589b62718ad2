import type { VerdictReport } from "@/contracts/verdict";
import type { CodeJudge } from "./code-judge";
import type { JudgeItem } from "./judge-sample";

/**
 * Judges programs side by side and yields them in the order they came. Answer classes: equal texts of one problem.
 */
export async function* codeStream<Item extends JudgeItem>(
  items: AsyncIterable<Item>,
  judge: CodeJudge,
): AsyncGenerator<{ item: Item; verdict: VerdictReport }> {
  const classes = new Map<string, Map<string, number>>();
  const underWay: { item: Item; judged: ReturnType<CodeJudge["judge"]> }[] = [];
  const finish = async function* (leave: number) {
    while (underWay.length > leave) {
      const next = underWay.shift();
      if (next === undefined) return;
      const judged = await next.judged;
      yield { item: next.item, verdict: { ...judged, answerClass: classOf(next.item, judged.extracted) } };
    }
  };
  const classOf = ({ problem }: Item, extracted: string | null): number => {
    if (extracted === null) return -1;
    const known = classes.get(problem.id) ?? new Map<string, number>();
    classes.set(problem.id, known);
    const text = extracted.trim();
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  };
  for await (const item of items) {
    const judged = judge.judge(item.given, item.problem);
    // It is awaited in its turn; until then nobody listens.
    judged.catch(() => undefined);
    underWay.push({ item, judged });
    yield* finish(judge.concurrency - 1);
  }
  yield* finish(0);
}

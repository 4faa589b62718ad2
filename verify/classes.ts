import { compareAnswers } from "./compare/answers";
import { type PreparedAnswer, prepareAnswer } from "./compare/prepared";
import { trimAnswer } from "./extract/trim";
import type { AnswerContext } from "./types";

/** Up to this many different answers are compared pair by pair; beyond it, only with the first of each class. */
const MAX_PAIRWISE = 128;

type Member = { prepared: PreparedAnswer; class: number };

/**
 * Classes of equal answers in a pool, for voting: a class number per answer in order of first appearance, -1 for `null`.
 * Two answers that `equivalent` holds equal are in one class (equality at a written precision is not transitive, so a
 * class is a connected component of it). Undecided pairs are not equal.
 */
export function answerClasses(answers: readonly (string | null)[], context: AnswerContext): number[] {
  const members: Member[] = [];
  const known = new Map<string, Member>();
  const owners = answers.map((answer) => {
    if (answer === null) return null;
    const text = trimAnswer(answer);
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const member: Member = { prepared: prepareAnswer(text), class: members.length };
    joinClasses(member, members, context);
    members.push(member);
    known.set(text, member);
    return member;
  });
  const order = new Map<number, number>();
  return owners.map((owner) => {
    if (owner === null) return -1;
    const number = order.get(owner.class) ?? order.size;
    order.set(owner.class, number);
    return number;
  });
}

/**
 * Numbers answers that come one after another: each belongs to the first class whose first answer it equals, or begins
 * a new one. `firsts` holds the first answer of each class there is. Undecided pairs are not equal.
 */
export function extendClasses(
  firsts: readonly string[],
  answers: readonly string[],
  context: AnswerContext,
): number[] {
  const all = firsts.map((first) => prepareAnswer(trimAnswer(first)));
  return answers.map((answer) => {
    const prepared = prepareAnswer(trimAnswer(answer));
    const found = all.findIndex((first) => compareAnswers(first, prepared, context).equal === true);
    return found >= 0 ? found : all.push(prepared) - 1;
  });
}

/** Puts a new member into the class of those it equals; where it equals members of several, they become one. */
function joinClasses(member: Member, members: readonly Member[], context: AnswerContext): void {
  const tried = new Set<number>();
  const pairwise = members.length <= MAX_PAIRWISE;
  for (const other of members) {
    if (other.class === member.class || (!pairwise && tried.has(other.class))) continue;
    tried.add(other.class);
    if (compareAnswers(other.prepared, member.prepared, context).equal !== true) continue;
    const [kept, gone] = [Math.min(other.class, member.class), Math.max(other.class, member.class)];
    for (const each of members) if (each.class === gone) each.class = kept;
    member.class = kept;
    if (!pairwise) return;
  }
}

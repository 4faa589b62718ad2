/** Groups of equal answers in order of their first members; members are indices, ascending. Null answers are in no group. */
export function answerGroups(
  answers: readonly (string | null)[],
  same: (a: string, b: string) => boolean | null,
): number[][] {
  const groups: { members: number[]; answers: string[] }[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer === null) continue;
    // What two groups have in common makes them one: equality need not be transitive.
    const fitting = groups.filter((group) =>
      group.answers.some((known) => known === answer || same(known, answer) === true),
    );
    const [first, ...others] = fitting;
    if (first === undefined) {
      groups.push({ members: [index], answers: [answer] });
      continue;
    }
    for (const other of others) {
      first.members.push(...other.members);
      first.answers.push(...other.answers);
      groups.splice(groups.indexOf(other), 1);
    }
    first.members.push(index);
    if (!first.answers.includes(answer)) first.answers.push(answer);
  }
  return groups.map(({ members }) => members.sort((a, b) => a - b));
}

/** Worked examples that the note prompts may show. */
export const NOTE_EXAMPLE = `An example. Problem:
A baker fills 6 trays with 8 rolls each and sells 13 rolls. How many rolls remain?

Its note:
**Conditions:**
1. There are 6 trays.
2. Each tray is filled with 8 rolls.
3. 13 rolls are sold.

**Question:**
How many rolls remain?
`;

export const REPAIR_EXAMPLES = `Example of a missing condition. Problem:
A train leaves at 9 and travels 4 hours at 80 km/h with a break of 1 hour. When does it arrive?
Note:
**Conditions:**
1. The train travels for 4 hours.

**Question:**
When does the train arrive?
Repaired note:
**Conditions:**
1. The train leaves at 9.
2. The train travels for 4 hours.
3. Its speed is 80 km/h.
4. It makes a break of 1 hour.

**Question:**
When does the train arrive?

Example of a wrong condition and an imprecise question. Problem:
Mia is twice as old as Ben, who is 7. How old will Mia be in 3 years?
Note:
**Conditions:**
1. Ben is twice as old as Mia.
2. Ben is 7 years old.

**Question:**
How old is Mia?
Repaired note:
**Conditions:**
1. Mia is twice as old as Ben.
2. Ben is 7 years old.

**Question:**
How old will Mia be in 3 years?
`;

const FORM = `Reply with the note alone, in exactly this form:

**Conditions:**
1. ...
2. ...

**Question:**
...
`;

/** `{problem}`, `{note}`, `{solution}` and `{examples}` are filled in. */
export const SIFT_PROMPTS = {
  write: `Write a note of the problem below. List every condition that is given, one indivisible fact to a numbered line. Then put the question in one sentence, without the conditions that are already listed. Do not solve anything.
${FORM}
{examples}
Problem:
{problem}`,
  repair: `Below are a problem and a note of it. Compare them line by line and repair the note: add conditions that are missing, correct wrong ones, drop what is said twice or is not in the problem, make the question precise, and mend contradictions and the form. Do not solve anything.
${FORM}
{examples}
Problem:
{problem}

Note:
{note}`,
  infer: `Below is a solution of a problem that you cannot see. Work out which problem it solves: the conditions that it relies on, one indivisible fact to a numbered line, and the question that it answers. No step and no result of the solution may appear among the conditions.
${FORM}
{examples}
Solution:
{solution}`,
};

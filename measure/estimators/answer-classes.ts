import { NO_ANSWER, type PoolSample } from "../run-matrix";

/** An equivalence class of answers in one pool. */
export interface AnswerClass {
  size: number;
  correct: number;
}

/** The classes of a problem's usable samples in order of first appearance; `silent` samples have no answer. */
export interface AnswerClasses {
  classes: AnswerClass[];
  /** For every sample its place in `classes`, or −1. */
  memberships: number[];
  silent: number;
}

/** Groups the samples of one problem by answer. */
export function answerClasses(samples: readonly PoolSample[]): AnswerClasses {
  const places = new Map<number, number>();
  const classes: AnswerClass[] = [];
  let silent = 0;
  const memberships = samples.map(({ answerClass, outcome }) => {
    if (answerClass === NO_ANSWER) {
      silent += 1;
      return -1;
    }
    let place = places.get(answerClass);
    if (place === undefined) {
      place = classes.length;
      places.set(answerClass, place);
      classes.push({ size: 0, correct: 0 });
    }
    const group = classes[place];
    if (group) {
      group.size += 1;
      group.correct += outcome === "correct" ? 1 : 0;
    }
    return place;
  });
  return { classes, memberships, silent };
}

/**
 * Correctness of choosing a class. All members of a class agree where verdicts and classes do; where they do not
 * (a judge that wavers), it is that of a member drawn at random.
 */
export function classCorrectness({ size, correct }: AnswerClass): number {
  return correct / size;
}

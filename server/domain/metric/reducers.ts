import { PlumblineError } from "@/contracts/errors";
import { bestOfNReducer, type Reducer, selfConsistency, weightedVote } from "@/measure";

const REDUCERS: readonly Reducer[] = [selfConsistency, weightedVote, bestOfNReducer];

/** The reducer of a method id. */
export function reducerOf(methodId: string): Reducer {
  const found = REDUCERS.find((reducer) => reducer.id === methodId);
  if (found !== undefined) return found;
  throw new PlumblineError("unsuitable_method", `${methodId} does not reduce stored samples.`, {
    hint: "Choose a method of the kind reduce with GET /api/v1/methods.",
  });
}

import { boardsChanged } from "@/server/api/board-changes";
import { forgetKept } from "@/server/api/kept/join-site";

/** Runs a handler that may publish or withdraw runs, then drops the kept answers if it did. */
export function renewingBoards<Args extends unknown[]>(handler: (...args: Args) => Promise<Response>) {
  return async (...args: Args): Promise<Response> => {
    const answer = await handler(...args);
    if (await boardsChanged()) forgetKept();
    return answer;
  };
}

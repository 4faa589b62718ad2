import type { Functions } from "./harness";

/** A function that notes the data of every event `go` and ends. */
export const noting: Functions = (client, seen) => [
  client.createFunction({ id: "noting", retries: 0, triggers: { event: "go" } }, async ({ event }) => {
    seen.add("noted", event.data.n);
  }),
];

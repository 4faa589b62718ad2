import { Inngest } from "inngest";

/** The one client of the workflow engine; its address and keys come from the environment (`INNGEST_*`), always in signed mode. */
export const workflows = new Inngest({ id: "plumbline", isDev: false });

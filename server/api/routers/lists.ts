import { z } from "zod";
import { pageSchema } from "@/contracts/board";

/** The answer of every list: one page and where the next one starts. */
export const listOf = pageSchema;

/** Input of lists that are short enough to come whole. */
export const wholeListInput = z.object({});

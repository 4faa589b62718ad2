import { z } from "zod";

/** Control characters, breaks of a line, and what turns the direction of a text: they forge rows of a terminal, a log or a table. */
const FORGING = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name that people give something: 1 to `most` printable characters on one line; white space around it is dropped. */
export const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text.search(FORGING) < 0, "printable characters on one line");

/** A text that others wrote as it may stand on one line: what would forge another is replaced by U+FFFD. */
export const onOneLine = (text: string): string => text.replace(FORGING, "\ufffd");

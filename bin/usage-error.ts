/** The command line asked for something that cannot be meant: shown without a stack, exit code 2. */
export class UsageError extends Error {}

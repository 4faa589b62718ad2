import type { VerifyInput } from "../answer";
import type { CaseVerdict, VerifyCase } from "../cases/case";
import type { AnswerVerdict } from "../types";

export type PoolJob = { type: "answer"; input: VerifyInput } | { type: "case"; each: VerifyCase };
export type PoolRequest = { id: number; job: PoolJob };
export type PoolResult = AnswerVerdict | CaseVerdict;
export type PoolReply = { ready: true } | { id: number; result: PoolResult };

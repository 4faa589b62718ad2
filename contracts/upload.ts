import { z } from "zod";

/** Numbers of uploads that arrive in parts (docs/submitting.md). */
export const UPLOAD_PARTS = {
  /** What our own clients send at a time; hosts that limit a body commonly allow 4.5 MB. */
  partBytes: 4 * 1024 ** 2,
  /** An upload that is not finished after this time is removed. */
  keptHours: 24,
  /** Unfinished uploads that a team may have. */
  openPerTeam: 8,
} as const;

/** Header in which the answer to the last part names the submission. */
export const SUBMISSION_HEADER = "plumbline-submission";

/** What `GET /api/v1/uploads/{id}` answers. */
export const uploadViewSchema = z.object({
  uploadId: z.string(),
  bytes: z.number().int(),
  receivedBytes: z.number().int(),
  expiresAt: z.iso.datetime(),
  submissionId: z.string().nullable(),
});
export type UploadView = z.infer<typeof uploadViewSchema>;

/**
 * A client of the resumable protocol that asks how far its upload got begins a new one where the answer is an error. True for
 * answers that say nothing about the upload (the server is away or busy): a new one would make the same submission twice.
 */
export function isAskedAgain(method: string, status: number): boolean {
  return method === "HEAD" && (status >= 500 || status === 429);
}

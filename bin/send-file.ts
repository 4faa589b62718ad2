import { createReadStream } from "node:fs";
import { DetailedError, Upload } from "tus-js-client";
import { errorBodySchema, PlumblineError } from "@/contracts/errors";
import { isAskedAgain, SUBMISSION_HEADER, UPLOAD_PARTS } from "@/contracts/upload";

/** Waits before a part is sent again; a part that arrives starts the list anew. Together a little over two minutes. */
const RETRY_AFTER_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000];

export type FileToSend = {
  path: string;
  bytes: number;
  endpoint: string;
  headers: Record<string, string>;
  /** The words of the submission. */
  fields: Record<string, string>;
  onProgress(sent: number, total: number): void;
  retryAfterMs?: number[];
};

/**
 * Sends a file in parts and returns the id of the submission that it became. A connection or a server that goes away is waited
 * for, and the rest is sent from where the server stands. Throws the server's own error where it refuses.
 */
export function sendFile(file: FileToSend): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(createReadStream(file.path), {
      endpoint: file.endpoint,
      headers: file.headers,
      metadata: file.fields,
      uploadSize: file.bytes,
      chunkSize: UPLOAD_PARTS.partBytes,
      retryDelays: file.retryAfterMs ?? RETRY_AFTER_MS,
      storeFingerprintForResuming: false,
      onProgress: file.onProgress,
      onAfterResponse: (request, response) => {
        if (isAskedAgain(request.getMethod(), response.getStatus())) throw new Error("The server is away.");
      },
      onError: (error) => reject(ourError(error, file.endpoint)),
      onSuccess: ({ lastResponse }) => {
        const submissionId = lastResponse.getHeader(SUBMISSION_HEADER);
        if (submissionId) return resolve(submissionId);
        reject(
          new PlumblineError("unavailable", "The server took the file and named no submission.", {
            hint: "Look for it with GET /api/v1/submissions.",
          }),
        );
      },
    });
    upload.start();
  });
}

function ourError(error: Error, endpoint: string): PlumblineError {
  const body = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? "") : "";
  const told = errorBodySchema.safeParse(jsonOf(body));
  if (told.success) {
    const { code, message, hint } = told.data.error;
    return new PlumblineError(code, message, { hint });
  }
  return new PlumblineError("unavailable", `${new URL(endpoint).origin} does not answer.`, {
    hint: "Start the instance, or name another one with --server, and send the file again.",
    cause: error,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

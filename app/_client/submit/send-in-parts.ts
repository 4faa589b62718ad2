import { isAskedAgain, SUBMISSION_HEADER, UPLOAD_PARTS } from "@/contracts/upload";
import { type ApiProblem, problemOf } from "../post-json";

/** Waits before a part is sent again; a part that arrives starts the list anew. */
const RETRY_AFTER_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];

type Sent = { ok: true; submissionId: string } | { ok: false; problem: ApiProblem };

/**
 * Sends a file in parts (tus) and answers the submission that it became. What was sent before a reload of the page is not sent
 * again: the same file with the same words goes on where the server stands, while the upload is kept there.
 */
export async function sendInParts(
  file: File,
  fields: Record<string, string>,
  onProgress: (sent: number, total: number) => void,
): Promise<Sent> {
  const { DetailedError, Upload } = await import("tus-js-client");
  return new Promise((resolve) => {
    const upload = new Upload(file, {
      endpoint: "/api/v1/uploads",
      metadata: fields,
      chunkSize: UPLOAD_PARTS.partBytes,
      retryDelays: RETRY_AFTER_MS,
      removeFingerprintOnSuccess: true,
      onProgress,
      onAfterResponse: (request, response) => {
        if (isAskedAgain(request.getMethod(), response.getStatus())) throw new Error("The server is away.");
      },
      onError: (error) => {
        const body = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? "") : "";
        resolve({ ok: false, problem: body === "" ? AWAY : problemOf(jsonOf(body)) });
      },
      onSuccess: ({ lastResponse }) => {
        const submissionId = lastResponse.getHeader(SUBMISSION_HEADER);
        resolve(submissionId ? { ok: true, submissionId } : { ok: false, problem: AWAY });
      },
    });
    const words = JSON.stringify(Object.entries(fields).sort());
    upload
      .findPreviousUploads()
      .catch(() => [])
      .then((earlier) => {
        const same = earlier.find(
          ({ metadata }) => JSON.stringify(Object.entries(metadata).sort()) === words,
        );
        if (same !== undefined) upload.resumeFromPreviousUpload(same);
        upload.start();
      });
  });
}

const AWAY: ApiProblem = {
  message: "The connection broke off and the server did not come back.",
  hint: `Send the same file again within ${UPLOAD_PARTS.keptHours} hours: what has arrived is not sent twice.`,
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { apiCode } from "@/app/_server/api-code";
import { orNotFound, viewer } from "@/app/_server/caller";
import { SubmissionStatus } from "@/app/_ui/submission-status";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Submission" };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const api = await viewer();
  const submission = await orNotFound(
    api.submission.get({ id }).catch((error: unknown) => {
      if (apiCode(error) === "unauthenticated") redirect("/sign-in");
      throw error;
    }),
  );
  return <SubmissionStatus submission={submission} />;
}

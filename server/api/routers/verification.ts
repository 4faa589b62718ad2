import { verifierAnswerSchema, verifierQuestionSchema } from "@/contracts/verifier";
import { judgeText } from "@/server/domain/verification";
import { readProcedure, router } from "../trpc";

const tags = ["verifier"];

export const verificationRouter = router({
  judge: readProcedure
    .meta({
      openapi: {
        method: "POST",
        protect: false,
        path: "/verifier",
        tags,
        summary: "Judge a pasted output against a gold answer",
        description: "Nothing is stored. Output up to 200,000 characters, gold up to 20,000.",
      },
    })
    .input(verifierQuestionSchema)
    .output(verifierAnswerSchema)
    .mutation(({ input }) => judgeText(input)),
});

ALTER TABLE "assessment" ADD COLUMN "prompt_tokens" integer;--> statement-breakpoint
ALTER TABLE "assessment" ADD COLUMN "completion_tokens" integer;
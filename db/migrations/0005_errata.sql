ALTER TABLE "erratum" ALTER COLUMN "problem_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "erratum" ADD COLUMN "kind" text DEFAULT 'ambiguous' NOT NULL;--> statement-breakpoint
ALTER TABLE "erratum" ADD COLUMN "affects" text DEFAULT 'canonical' NOT NULL;
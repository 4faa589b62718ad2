CREATE TABLE "rescore" (
	"id" text PRIMARY KEY NOT NULL,
	"verifier_version" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rescore_run" (
	"rescore_id" text NOT NULL,
	"run_id" text NOT NULL,
	"from_key" text NOT NULL,
	"to_key" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"samples" integer DEFAULT 0 NOT NULL,
	"moved" integer DEFAULT 0 NOT NULL,
	"became_correct" integer DEFAULT 0 NOT NULL,
	"no_longer_correct" integer DEFAULT 0 NOT NULL,
	"score_before" double precision,
	"score_after" double precision,
	"finished_at" timestamp with time zone,
	CONSTRAINT "rescore_run_rescore_id_run_id_pk" PRIMARY KEY("rescore_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "verdict_contest" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"problem_id" text NOT NULL,
	"sample_index" integer NOT NULL,
	"verifier_key" text NOT NULL,
	"outcome" text NOT NULL,
	"should_be" text NOT NULL,
	"reason" text NOT NULL,
	"account_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rescore_run" ADD CONSTRAINT "rescore_run_rescore_id_rescore_id_fk" FOREIGN KEY ("rescore_id") REFERENCES "public"."rescore"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rescore_run" ADD CONSTRAINT "rescore_run_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_contest" ADD CONSTRAINT "verdict_contest_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_contest" ADD CONSTRAINT "verdict_contest_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rescore_running" ON "rescore" USING btree ("state") WHERE "rescore"."state" = 'running';--> statement-breakpoint
CREATE INDEX "rescore_run_run" ON "rescore_run" USING btree ("run_id","from_key");--> statement-breakpoint
CREATE UNIQUE INDEX "verdict_contest_once" ON "verdict_contest" USING btree ("run_id","problem_id","sample_index","account_id");--> statement-breakpoint
CREATE INDEX "verdict_contest_account" ON "verdict_contest" USING btree ("account_id","created_at");
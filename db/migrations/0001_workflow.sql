CREATE SCHEMA "workflow";
--> statement-breakpoint
CREATE TABLE "workflow"."cron" (
	"function_id" text NOT NULL,
	"expression" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cron_function_id_expression_pk" PRIMARY KEY("function_id","expression")
);
--> statement-breakpoint
CREATE TABLE "workflow"."event" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"body" json NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workflow"."function" (
	"id" text PRIMARY KEY NOT NULL,
	"app_id" text NOT NULL,
	"config" json NOT NULL,
	"synced_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workflow"."gate" (
	"function_id" text NOT NULL,
	"purpose" text NOT NULL,
	"key" text NOT NULL,
	"arrival_at" timestamp with time zone NOT NULL,
	CONSTRAINT "gate_function_id_purpose_key_pk" PRIMARY KEY("function_id","purpose","key")
);
--> statement-breakpoint
CREATE TABLE "workflow"."idempotency" (
	"function_id" text NOT NULL,
	"key" text NOT NULL,
	"run_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_function_id_key_pk" PRIMARY KEY("function_id","key")
);
--> statement-breakpoint
CREATE TABLE "workflow"."queue" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"kind" text NOT NULL,
	"step_id" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"order_at" timestamp with time zone NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"key_a" text,
	"limit_a" integer,
	"key_b" text,
	"limit_b" integer,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "workflow"."run" (
	"id" text PRIMARY KEY NOT NULL,
	"function_id" text NOT NULL,
	"state" text NOT NULL,
	"events" json NOT NULL,
	"request_version" integer DEFAULT -1 NOT NULL,
	"force_plan" boolean DEFAULT false NOT NULL,
	"discover_each" boolean DEFAULT false NOT NULL,
	"pending" text[] NOT NULL,
	"step_count" integer DEFAULT 0 NOT NULL,
	"state_bytes" bigint DEFAULT 0 NOT NULL,
	"concurrency" json NOT NULL,
	"priority_seconds" integer DEFAULT 0 NOT NULL,
	"singleton_key" text,
	"parent_run_id" text,
	"parent_step_id" text,
	"output" json,
	"error" json,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "workflow"."step" (
	"run_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text,
	"op" text NOT NULL,
	"result" json NOT NULL,
	"sequence" bigserial NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	CONSTRAINT "step_run_id_id_pk" PRIMARY KEY("run_id","id")
);
--> statement-breakpoint
CREATE TABLE "workflow"."wait" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"kind" text NOT NULL,
	"step_id" text,
	"event_name" text,
	"expression" text,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "workflow"."queue" ADD CONSTRAINT "queue_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "workflow"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."step" ADD CONSTRAINT "step_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "workflow"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow"."wait" ADD CONSTRAINT "wait_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "workflow"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_received" ON "workflow"."event" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "queue_calls" ON "workflow"."queue" USING btree ("order_at") WHERE "workflow"."queue"."kind" = 'call';--> statement-breakpoint
CREATE INDEX "queue_timers" ON "workflow"."queue" USING btree ("at") WHERE "workflow"."queue"."kind" <> 'call';--> statement-breakpoint
CREATE INDEX "queue_leased" ON "workflow"."queue" USING btree ("leased_until") WHERE "workflow"."queue"."leased_until" is not null;--> statement-breakpoint
CREATE INDEX "queue_run" ON "workflow"."queue" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "run_created" ON "workflow"."run" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "run_active" ON "workflow"."run" USING btree ("function_id","singleton_key") WHERE "workflow"."run"."state" = 'running';--> statement-breakpoint
CREATE INDEX "run_ended" ON "workflow"."run" USING btree ("ended_at") WHERE "workflow"."run"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "wait_event" ON "workflow"."wait" USING btree ("event_name");--> statement-breakpoint
CREATE INDEX "wait_run" ON "workflow"."wait" USING btree ("run_id");
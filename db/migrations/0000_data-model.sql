CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"is_admin" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_key_scopes" CHECK ("api_key"."scopes" <@ array['submit','runner','admin'] and cardinality("api_key"."scopes") > 0)
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"team_id" text,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "runner" (
	"id" text PRIMARY KEY NOT NULL,
	"api_key_id" text NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"trusted" boolean DEFAULT false NOT NULL,
	"engines" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"stopped_reason" text
);
--> statement-breakpoint
CREATE TABLE "session" (
	"hash" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"hash" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "team" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_member" (
	"team_id" text NOT NULL,
	"account_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "team_member_team_id_account_id_pk" PRIMARY KEY("team_id","account_id"),
	CONSTRAINT "team_member_role" CHECK ("team_member"."role" in ('owner', 'member'))
);
--> statement-breakpoint
CREATE TABLE "benchmark" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"card" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "benchmark_alias" (
	"alias" text PRIMARY KEY NOT NULL,
	"benchmark_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "benchmark_version" (
	"id" text PRIMARY KEY NOT NULL,
	"benchmark_id" text NOT NULL,
	"version" integer NOT NULL,
	"content_hash" text NOT NULL,
	"access" text NOT NULL,
	"redistribution" text NOT NULL,
	"protocol" jsonb NOT NULL,
	"problem_count" integer NOT NULL,
	"canonical" boolean DEFAULT false NOT NULL,
	"corrects_version_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "benchmark_version_count" CHECK ("benchmark_version"."problem_count" > 0),
	CONSTRAINT "benchmark_version_access" CHECK ("benchmark_version"."access" in ('public-text', 'hidden-text', 'id-only'))
);
--> statement-breakpoint
CREATE TABLE "erratum" (
	"id" text PRIMARY KEY NOT NULL,
	"benchmark_id" text NOT NULL,
	"problem_id" text NOT NULL,
	"note" text NOT NULL,
	"corrected_gold" text,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "problem" (
	"benchmark_version_id" text NOT NULL,
	"id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"statement" text NOT NULL,
	"options" jsonb,
	"images" jsonb NOT NULL,
	"gold" text NOT NULL,
	"solution" text,
	"answer_kind" text NOT NULL,
	"level" text,
	"category" text,
	"published_on" date,
	"judging" jsonb,
	CONSTRAINT "problem_benchmark_version_id_id_pk" PRIMARY KEY("benchmark_version_id","id")
);
--> statement-breakpoint
CREATE TABLE "problem_alias" (
	"benchmark_version_id" text NOT NULL,
	"tool" text NOT NULL,
	"alias" text NOT NULL,
	"problem_id" text NOT NULL,
	CONSTRAINT "problem_alias_benchmark_version_id_tool_alias_pk" PRIMARY KEY("benchmark_version_id","tool","alias")
);
--> statement-breakpoint
CREATE TABLE "suite" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"protocol" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suite_benchmark" (
	"suite_id" text NOT NULL,
	"benchmark_version_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	CONSTRAINT "suite_benchmark_suite_id_benchmark_version_id_pk" PRIMARY KEY("suite_id","benchmark_version_id")
);
--> statement-breakpoint
CREATE TABLE "claim" (
	"id" text PRIMARY KEY NOT NULL,
	"system_id" text NOT NULL,
	"baseline" text NOT NULL,
	"treatment" text NOT NULL,
	"metric" text NOT NULL,
	"benchmark_slug" text NOT NULL,
	"reported_difference" double precision,
	"unit" text NOT NULL,
	"protocol" jsonb NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reported_result" (
	"id" text PRIMARY KEY NOT NULL,
	"system_id" text NOT NULL,
	"model" text NOT NULL,
	"method" text NOT NULL,
	"benchmark_slug" text NOT NULL,
	"metric" text NOT NULL,
	"value" double precision NOT NULL,
	"unit" text NOT NULL,
	"ordinal" integer NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "system" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"card" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sample" (
	"run_id" text NOT NULL,
	"problem_id" text NOT NULL,
	"sample_index" integer NOT NULL,
	"finish_reason" text,
	"fault" jsonb,
	"prompt_tokens" integer,
	"completion_tokens" integer,
	"reasoning_tokens" integer,
	"token_source" text NOT NULL,
	"latency_ms" integer,
	"calls" integer NOT NULL,
	"trace_sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sample_run_id_problem_id_sample_index_pk" PRIMARY KEY("run_id","problem_id","sample_index"),
	CONSTRAINT "sample_index_range" CHECK ("sample"."sample_index" >= 0)
) PARTITION BY HASH ("run_id");
--> statement-breakpoint
CREATE TABLE "sample_p0" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 0);--> statement-breakpoint
CREATE TABLE "sample_p1" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 1);--> statement-breakpoint
CREATE TABLE "sample_p2" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 2);--> statement-breakpoint
CREATE TABLE "sample_p3" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 3);--> statement-breakpoint
CREATE TABLE "sample_p4" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 4);--> statement-breakpoint
CREATE TABLE "sample_p5" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 5);--> statement-breakpoint
CREATE TABLE "sample_p6" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 6);--> statement-breakpoint
CREATE TABLE "sample_p7" PARTITION OF "sample" FOR VALUES WITH (MODULUS 8, REMAINDER 7);--> statement-breakpoint
CREATE TABLE "trace" (
	"run_id" text NOT NULL,
	"problem_id" text NOT NULL,
	"sample_index" integer NOT NULL,
	"text_sha256" text NOT NULL,
	CONSTRAINT "trace_run_id_problem_id_sample_index_pk" PRIMARY KEY("run_id","problem_id","sample_index")
) PARTITION BY HASH ("run_id");
--> statement-breakpoint
CREATE TABLE "trace_p0" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 0);--> statement-breakpoint
CREATE TABLE "trace_p1" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 1);--> statement-breakpoint
CREATE TABLE "trace_p2" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 2);--> statement-breakpoint
CREATE TABLE "trace_p3" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 3);--> statement-breakpoint
CREATE TABLE "trace_p4" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 4);--> statement-breakpoint
CREATE TABLE "trace_p5" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 5);--> statement-breakpoint
CREATE TABLE "trace_p6" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 6);--> statement-breakpoint
CREATE TABLE "trace_p7" PARTITION OF "trace" FOR VALUES WITH (MODULUS 8, REMAINDER 7);--> statement-breakpoint
CREATE TABLE "trace_block" (
	"id" text PRIMARY KEY NOT NULL,
	"raw_bytes" integer NOT NULL,
	"data" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trace_text" (
	"sha256" text PRIMARY KEY NOT NULL,
	"block_id" text NOT NULL,
	"offset_bytes" integer NOT NULL,
	"length_bytes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "board_row" (
	"benchmark_version_id" text NOT NULL,
	"verifier_key" text NOT NULL,
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"row" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "board_row_benchmark_version_id_verifier_key_run_id_pk" PRIMARY KEY("benchmark_version_id","verifier_key","run_id")
);
--> statement-breakpoint
CREATE TABLE "board_summary" (
	"benchmark_version_id" text NOT NULL,
	"verifier_key" text NOT NULL,
	"minimum_detectable_effect" double precision,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "board_summary_benchmark_version_id_verifier_key_pk" PRIMARY KEY("benchmark_version_id","verifier_key")
);
--> statement-breakpoint
CREATE TABLE "run_matrix" (
	"run_id" text NOT NULL,
	"verifier_key" text NOT NULL,
	"matrix" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_matrix_run_id_verifier_key_pk" PRIMARY KEY("run_id","verifier_key")
);
--> statement-breakpoint
CREATE TABLE "score" (
	"run_id" text NOT NULL,
	"verifier_key" text NOT NULL,
	"metric" text NOT NULL,
	"k" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"value" double precision,
	"new_problems_low" double precision,
	"new_problems_high" double precision,
	"rerun_low" double precision,
	"rerun_high" double precision,
	"n" integer NOT NULL,
	CONSTRAINT "score_run_id_verifier_key_metric_k_pk" PRIMARY KEY("run_id","verifier_key","metric","k")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"team_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"state_reason" text,
	"visibility" text NOT NULL,
	"benchmark_version_id" text NOT NULL,
	"model_id" text NOT NULL,
	"endpoint_id" text,
	"method_id" text NOT NULL,
	"method_version" integer NOT NULL,
	"method_params" jsonb NOT NULL,
	"sampling" jsonb,
	"samples_per_problem" integer NOT NULL,
	"concurrency" integer DEFAULT 8 NOT NULL,
	"source_run_id" text,
	"verifies_run_id" text,
	"prompt_source" text NOT NULL,
	"tier" text NOT NULL,
	"verifier_key" text NOT NULL,
	"run_seed" text NOT NULL,
	"manifest" jsonb NOT NULL,
	"manifest_sha256" text NOT NULL,
	"total_samples" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"generated_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "run_reduced_source" CHECK (("run"."kind" = 'reduced') = ("run"."source_run_id" is not null)),
	CONSTRAINT "run_samples" CHECK ("run"."samples_per_problem" > 0 and "run"."total_samples" >= 0)
);
--> statement-breakpoint
CREATE TABLE "run_role" (
	"run_id" text NOT NULL,
	"role" text NOT NULL,
	"model_id" text NOT NULL,
	"endpoint_id" text,
	"sampling" jsonb,
	CONSTRAINT "run_role_run_id_role_pk" PRIMARY KEY("run_id","role")
);
--> statement-breakpoint
CREATE TABLE "sample_loss" (
	"run_id" text NOT NULL,
	"problem_id" text NOT NULL,
	"sample_index" integer NOT NULL,
	"losses" integer NOT NULL,
	CONSTRAINT "sample_loss_run_id_problem_id_sample_index_pk" PRIMARY KEY("run_id","problem_id","sample_index")
);
--> statement-breakpoint
CREATE TABLE "shard" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"run_id" text,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"priority" bigint NOT NULL,
	"work" jsonb NOT NULL,
	"work_key" text NOT NULL,
	"lease_generation" integer DEFAULT 0 NOT NULL,
	"runner_id" text,
	"lease_expires_at" timestamp with time zone,
	"losses" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"progress_done" integer DEFAULT 0 NOT NULL,
	"progress_total" integer,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	CONSTRAINT "shard_lease" CHECK ("shard"."state" <> 'leased' or ("shard"."runner_id" is not null and "shard"."lease_expires_at" is not null)),
	CONSTRAINT "shard_run_kind" CHECK ("shard"."kind" in ('probe','ingest') or "shard"."run_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"model_id" text NOT NULL,
	"url" text,
	"engine" text,
	"served_name" text NOT NULL,
	"sealed_key" jsonb,
	"server" text,
	"capabilities" jsonb NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "endpoint_place" CHECK (("endpoint"."url" is null) <> ("endpoint"."engine" is null))
);
--> statement-breakpoint
CREATE TABLE "model" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"identity" text NOT NULL,
	"label" text,
	"released_on" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"reason_code" text,
	"reason_message" text,
	"reason_hint" text,
	"reason_retry" text,
	"visibility" text NOT NULL,
	"input" jsonb NOT NULL,
	"model_id" text NOT NULL,
	"endpoint_id" text,
	"upload_key" text,
	"upload_bytes" bigint,
	"upload_sha256" text,
	"filename" text,
	"probe" jsonb,
	"ingest" jsonb,
	"line_error_count" integer DEFAULT 0 NOT NULL,
	"decision" text,
	"decision_deadline" timestamp with time zone,
	"idempotency_key" text,
	"heartbeat_at" timestamp with time zone NOT NULL,
	"next_try_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "submission_endpoint" CHECK ("submission"."kind" <> 'endpoint' or "submission"."endpoint_id" is not null),
	CONSTRAINT "submission_failed_reason" CHECK ("submission"."state" <> 'failed' or ("submission"."reason_code" is not null and "submission"."reason_retry" is not null))
);
--> statement-breakpoint
CREATE TABLE "submission_line_error" (
	"submission_id" text NOT NULL,
	"line" integer NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "submission_line_error_submission_id_line_code_pk" PRIMARY KEY("submission_id","line","code")
);
--> statement-breakpoint
CREATE TABLE "assessment" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"problem_id" text NOT NULL,
	"sample_index" integer NOT NULL,
	"assessor" text NOT NULL,
	"assessment_index" integer NOT NULL,
	"value" double precision,
	"label" text,
	"calls" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verdict" (
	"run_id" text NOT NULL,
	"verifier_key" text NOT NULL,
	"problem_id" text NOT NULL,
	"sample_index" integer NOT NULL,
	"outcome" text NOT NULL,
	"extracted" text,
	"rule" text NOT NULL,
	"gold_normal" text,
	"answer_normal" text,
	"answer_class" integer NOT NULL,
	CONSTRAINT "verdict_run_id_verifier_key_problem_id_sample_index_pk" PRIMARY KEY("run_id","verifier_key","problem_id","sample_index"),
	CONSTRAINT "verdict_outcome" CHECK ("verdict"."outcome" in ('correct','incorrect','unparsed','truncated','refused','undecided','infra_error'))
) PARTITION BY HASH ("run_id");
--> statement-breakpoint
CREATE TABLE "verdict_p0" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 0);--> statement-breakpoint
CREATE TABLE "verdict_p1" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 1);--> statement-breakpoint
CREATE TABLE "verdict_p2" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 2);--> statement-breakpoint
CREATE TABLE "verdict_p3" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 3);--> statement-breakpoint
CREATE TABLE "verdict_p4" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 4);--> statement-breakpoint
CREATE TABLE "verdict_p5" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 5);--> statement-breakpoint
CREATE TABLE "verdict_p6" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 6);--> statement-breakpoint
CREATE TABLE "verdict_p7" PARTITION OF "verdict" FOR VALUES WITH (MODULUS 8, REMAINDER 7);--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runner" ADD CONSTRAINT "runner_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark" ADD CONSTRAINT "benchmark_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_alias" ADD CONSTRAINT "benchmark_alias_benchmark_id_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmark"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_version" ADD CONSTRAINT "benchmark_version_benchmark_id_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmark"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_version" ADD CONSTRAINT "benchmark_version_corrects" FOREIGN KEY ("corrects_version_id") REFERENCES "public"."benchmark_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erratum" ADD CONSTRAINT "erratum_benchmark_id_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmark"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem" ADD CONSTRAINT "problem_benchmark_version_id_benchmark_version_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_alias" ADD CONSTRAINT "problem_alias_problem" FOREIGN KEY ("benchmark_version_id","problem_id") REFERENCES "public"."problem"("benchmark_version_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_benchmark" ADD CONSTRAINT "suite_benchmark_suite_id_suite_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."suite"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_benchmark" ADD CONSTRAINT "suite_benchmark_benchmark_version_id_benchmark_version_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_system_id_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reported_result" ADD CONSTRAINT "reported_result_system_id_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trace_text" ADD CONSTRAINT "trace_text_block_id_trace_block_id_fk" FOREIGN KEY ("block_id") REFERENCES "public"."trace_block"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_row" ADD CONSTRAINT "board_row_benchmark_version_id_benchmark_version_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_row" ADD CONSTRAINT "board_row_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_summary" ADD CONSTRAINT "board_summary_benchmark_version_id_benchmark_version_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_matrix" ADD CONSTRAINT "run_matrix_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score" ADD CONSTRAINT "score_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_benchmark_version_id_benchmark_version_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_source" FOREIGN KEY ("source_run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_verifies" FOREIGN KEY ("verifies_run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_role" ADD CONSTRAINT "run_role_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_role" ADD CONSTRAINT "run_role_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_role" ADD CONSTRAINT "run_role_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_loss" ADD CONSTRAINT "sample_loss_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shard" ADD CONSTRAINT "shard_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shard" ADD CONSTRAINT "shard_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shard" ADD CONSTRAINT "shard_runner_id_runner_id_fk" FOREIGN KEY ("runner_id") REFERENCES "public"."runner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model" ADD CONSTRAINT "model_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_line_error" ADD CONSTRAINT "submission_line_error_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_email" ON "account" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_hash" ON "api_key" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject");--> statement-breakpoint
CREATE UNIQUE INDEX "runner_key_name" ON "runner" USING btree ("api_key_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "team_slug" ON "team" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "benchmark_slug" ON "benchmark" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "benchmark_version_number" ON "benchmark_version" USING btree ("benchmark_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "benchmark_version_hash" ON "benchmark_version" USING btree ("benchmark_id","content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "benchmark_version_canonical" ON "benchmark_version" USING btree ("benchmark_id") WHERE "benchmark_version"."canonical";--> statement-breakpoint
CREATE INDEX "erratum_benchmark" ON "erratum" USING btree ("benchmark_id");--> statement-breakpoint
CREATE UNIQUE INDEX "problem_ordinal" ON "problem" USING btree ("benchmark_version_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "suite_slug_version" ON "suite" USING btree ("slug","version");--> statement-breakpoint
CREATE UNIQUE INDEX "reported_result_ordinal" ON "reported_result" USING btree ("system_id","ordinal");--> statement-breakpoint
CREATE INDEX "board_row_position" ON "board_row" USING btree ("benchmark_version_id","verifier_key","position");--> statement-breakpoint
CREATE INDEX "run_submission" ON "run" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "run_board" ON "run" USING btree ("benchmark_version_id","state");--> statement-breakpoint
CREATE INDEX "shard_claim" ON "shard" USING btree ("priority","not_before") WHERE "shard"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "shard_expiry" ON "shard" USING btree ("lease_expires_at") WHERE "shard"."state" = 'leased';--> statement-breakpoint
CREATE INDEX "shard_run" ON "shard" USING btree ("run_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "shard_work" ON "shard" USING btree ("submission_id","work_key");--> statement-breakpoint
CREATE INDEX "shard_submission" ON "shard" USING btree ("submission_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "model_slug" ON "model" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "model_team_name" ON "model" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "submission_team" ON "submission" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "submission_open" ON "submission" USING btree ("state") WHERE "submission"."state" not in ('published','failed','cancelled','withdrawn');--> statement-breakpoint
CREATE UNIQUE INDEX "submission_idempotency" ON "submission" USING btree ("team_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "assessment_sample" ON "assessment" USING btree ("run_id","problem_id","sample_index","assessor","assessment_index");--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are immutable', TG_TABLE_NAME;
END $$;--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER trace_immutable BEFORE UPDATE ON "trace" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER trace_text_immutable BEFORE UPDATE ON "trace_text" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER trace_block_immutable BEFORE UPDATE ON "trace_block" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION refuse_manifest_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.started_at IS NOT NULL AND (NEW.manifest IS DISTINCT FROM OLD.manifest OR NEW.manifest_sha256 IS DISTINCT FROM OLD.manifest_sha256) THEN
    RAISE EXCEPTION 'the manifest of run % is frozen', OLD.id;
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER run_manifest_frozen BEFORE UPDATE ON "run" FOR EACH ROW EXECUTE FUNCTION refuse_manifest_change();

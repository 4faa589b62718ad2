CREATE TABLE "lost_lease" (
	"shard_id" text NOT NULL,
	"lease_generation" integer NOT NULL,
	"run_id" text NOT NULL,
	"runner_id" text NOT NULL,
	"items" jsonb NOT NULL,
	"lost_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lost_lease_shard_id_lease_generation_pk" PRIMARY KEY("shard_id","lease_generation")
);
--> statement-breakpoint
ALTER TABLE "lost_lease" ADD CONSTRAINT "lost_lease_shard_id_shard_id_fk" FOREIGN KEY ("shard_id") REFERENCES "public"."shard"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_lease" ADD CONSTRAINT "lost_lease_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_lease" ADD CONSTRAINT "lost_lease_runner_id_runner_id_fk" FOREIGN KEY ("runner_id") REFERENCES "public"."runner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lost_lease_at" ON "lost_lease" USING btree ("lost_at");
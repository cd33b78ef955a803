CREATE TABLE "stale_traces" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "stale_traces_key" ON "stale_traces" USING btree ("project","trace_id");
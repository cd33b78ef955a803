CREATE TABLE "replays" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"ordinal" bigint NOT NULL,
	"label_id" text NOT NULL,
	"commit" text NOT NULL,
	"expected" text NOT NULL,
	"expected_text" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"path" text NOT NULL,
	"arm" text,
	"outcome" text,
	"effects" text NOT NULL,
	"branches" text NOT NULL,
	"stale" text NOT NULL,
	"author" text NOT NULL,
	"at_us" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "replay_form" text;--> statement-breakpoint
CREATE UNIQUE INDEX "replays_label" ON "replays" USING btree ("project","label_id","commit");--> statement-breakpoint
CREATE INDEX "replays_judgment" ON "replays" USING btree ("project","trace_id","span_id","ordinal");--> statement-breakpoint
CREATE INDEX "replays_project" ON "replays" USING btree ("project","seq");
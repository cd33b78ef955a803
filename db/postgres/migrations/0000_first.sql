CREATE TABLE "audit_events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"at_us" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "branches" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"workflow" text NOT NULL,
	"version" text,
	"name" text NOT NULL,
	"file" text,
	"function_name" text,
	"line" bigint,
	"commit" text,
	"repository" text,
	"arm" text,
	"outcome" text,
	"conditions" text NOT NULL,
	"facts" text,
	"judgment_span_ids" text NOT NULL,
	"rows" text,
	"sites" text
);
--> statement-breakpoint
CREATE TABLE "case_revisions" (
	"suite_id" text NOT NULL,
	"version" bigint NOT NULL,
	"case_id" text NOT NULL,
	"split" text NOT NULL,
	"content" text,
	CONSTRAINT "case_revisions_suite_id_case_id_version_pk" PRIMARY KEY("suite_id","case_id","version")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"project" text NOT NULL,
	"suite_id" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"ordinal" bigint NOT NULL,
	"state" text NOT NULL,
	"split" text NOT NULL,
	"input_digest" text NOT NULL,
	"expected_text" text NOT NULL,
	"content" text NOT NULL,
	"updated_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judgment_payloads" (
	"judgment_seq" bigint PRIMARY KEY NOT NULL,
	"input" text,
	"messages" text,
	"system" text,
	"raw_output" text,
	"tools" text,
	"output_schema" text,
	"stated" text NOT NULL,
	"rationale" text,
	"error" text,
	"cut" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judgments" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"ordinal" bigint NOT NULL,
	"point_id" text NOT NULL,
	"workflow" text NOT NULL,
	"version" text,
	"commit" text,
	"subject_type" text,
	"subject_id" text,
	"point" text NOT NULL,
	"task" text NOT NULL,
	"decider" text NOT NULL,
	"convention" text NOT NULL,
	"provider" text,
	"requested_model" text,
	"responded_model" text,
	"model" text,
	"input_preview" text NOT NULL,
	"output" text,
	"output_text" text,
	"choices" text,
	"confidence" double precision,
	"scores" text,
	"status" text NOT NULL,
	"start_us" bigint NOT NULL,
	"start_ns" bigint NOT NULL,
	"end_us" bigint NOT NULL,
	"end_ns" bigint NOT NULL,
	"input_tokens" bigint,
	"output_tokens" bigint,
	"cost_usd" double precision,
	"branches" text NOT NULL,
	"arm" text,
	"label_state" text DEFAULT 'none' NOT NULL,
	"label_expected" text,
	"label_author" text,
	"label_us" bigint,
	"superseded_by" text
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"id" text PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text NOT NULL,
	"created_us" bigint NOT NULL,
	"revoked_us" bigint
);
--> statement-breakpoint
CREATE TABLE "labels" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"ordinal" bigint NOT NULL,
	"verdict" text NOT NULL,
	"expected" text,
	"expected_arm" text,
	"note" text,
	"tags" text NOT NULL,
	"author_id" text NOT NULL,
	"author" text NOT NULL,
	"at_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_records" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"time_unix_nano" text NOT NULL,
	"event_name" text NOT NULL,
	"severity_text" text NOT NULL,
	"body" text,
	"attributes" text NOT NULL,
	"sender" text NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "points" (
	"id" text PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"workflow" text NOT NULL,
	"name" text NOT NULL,
	"learned" text NOT NULL,
	"evidence" text NOT NULL,
	"settings" text NOT NULL,
	"created_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"signal" text NOT NULL,
	"at_us" bigint NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"raw" text,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "senders" (
	"project" text NOT NULL,
	"digest" text NOT NULL,
	"resource" text NOT NULL,
	"scope_name" text NOT NULL,
	"scope_version" text NOT NULL,
	"scope_attributes" text NOT NULL,
	CONSTRAINT "senders_project_digest_pk" PRIMARY KEY("project","digest")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"digest" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"created_us" bigint NOT NULL,
	"expires_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"digest" text PRIMARY KEY NOT NULL,
	"created_us" bigint NOT NULL,
	"used_us" bigint
);
--> statement-breakpoint
CREATE TABLE "spans" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"parent_span_id" text,
	"name" text NOT NULL,
	"otel_kind" bigint NOT NULL,
	"start_us" bigint NOT NULL,
	"start_ns" bigint NOT NULL,
	"end_us" bigint NOT NULL,
	"end_ns" bigint NOT NULL,
	"status_code" bigint NOT NULL,
	"status_message" text NOT NULL,
	"attributes" text NOT NULL,
	"events" text NOT NULL,
	"links" text NOT NULL,
	"dropped_attributes_count" bigint NOT NULL,
	"sanitized" text NOT NULL,
	"sender" text NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"parent_span_id" text,
	"workflow_span_id" text,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"start_us" bigint NOT NULL,
	"start_ns" bigint NOT NULL,
	"end_us" bigint NOT NULL,
	"end_ns" bigint NOT NULL,
	"workflow" text NOT NULL,
	"version" text,
	"subject_type" text,
	"subject_id" text,
	"effect" boolean NOT NULL,
	"step_seq" bigint,
	"step_key" text,
	"input" text,
	"output" text,
	"error" text,
	"lossy" text NOT NULL,
	"is_judgment_detail" boolean NOT NULL,
	CONSTRAINT "steps_project_trace_id_span_id_pk" PRIMARY KEY("project","trace_id","span_id")
);
--> statement-breakpoint
CREATE TABLE "suite_versions" (
	"suite_id" text NOT NULL,
	"version" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"author" text NOT NULL,
	"change" text NOT NULL,
	"case_id" text NOT NULL,
	CONSTRAINT "suite_versions_suite_id_version_pk" PRIMARY KEY("suite_id","version")
);
--> statement-breakpoint
CREATE TABLE "suites" (
	"id" text PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"point_id" text NOT NULL,
	"name" text NOT NULL,
	"seed" text NOT NULL,
	"holdout_share" double precision NOT NULL,
	"version" bigint NOT NULL,
	"created_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "traces" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"trace_id" text NOT NULL,
	"workflow" text NOT NULL,
	"version" text,
	"subject_type" text,
	"subject_id" text,
	"status" text NOT NULL,
	"complete" boolean NOT NULL,
	"start_us" bigint NOT NULL,
	"start_ns" bigint NOT NULL,
	"end_us" bigint NOT NULL,
	"end_ns" bigint NOT NULL,
	"step_count" bigint NOT NULL,
	"judgment_count" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_events_project" ON "audit_events" USING btree ("project","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "branches_key" ON "branches" USING btree ("project","trace_id","span_id");--> statement-breakpoint
CREATE INDEX "branches_name" ON "branches" USING btree ("project","workflow","name","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_id" ON "cases" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_judgment" ON "cases" USING btree ("project","trace_id","span_id","ordinal");--> statement-breakpoint
CREATE INDEX "cases_suite" ON "cases" USING btree ("suite_id","state","seq");--> statement-breakpoint
CREATE INDEX "cases_input" ON "cases" USING btree ("suite_id","input_digest");--> statement-breakpoint
CREATE UNIQUE INDEX "judgments_key" ON "judgments" USING btree ("project","trace_id","span_id","ordinal");--> statement-breakpoint
CREATE INDEX "judgments_arrival" ON "judgments" USING btree ("project","start_us","seq");--> statement-breakpoint
CREATE INDEX "judgments_output" ON "judgments" USING btree ("project","point_id","output_text","start_us","seq");--> statement-breakpoint
CREATE INDEX "judgments_arm" ON "judgments" USING btree ("project","point_id","arm","start_us","seq");--> statement-breakpoint
CREATE INDEX "judgments_model" ON "judgments" USING btree ("project","model","start_us","seq");--> statement-breakpoint
CREATE INDEX "judgments_confidence" ON "judgments" USING btree ("project","point_id","confidence","seq");--> statement-breakpoint
CREATE INDEX "judgments_label" ON "judgments" USING btree ("project","label_state","start_us","seq") WHERE label_state <> 'none';--> statement-breakpoint
CREATE INDEX "judgments_subject" ON "judgments" USING btree ("project","subject_id","start_us") WHERE subject_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "keys_digest" ON "keys" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "keys_project" ON "keys" USING btree ("project");--> statement-breakpoint
CREATE UNIQUE INDEX "labels_id" ON "labels" USING btree ("project","id");--> statement-breakpoint
CREATE INDEX "labels_judgment" ON "labels" USING btree ("project","trace_id","span_id","ordinal","seq");--> statement-breakpoint
CREATE INDEX "labels_project" ON "labels" USING btree ("project","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "log_records_key" ON "log_records" USING btree ("project","trace_id","span_id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "points_key" ON "points" USING btree ("project","workflow","name");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantine_key" ON "quarantine" USING btree ("project","digest");--> statement-breakpoint
CREATE INDEX "quarantine_project" ON "quarantine" USING btree ("project","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "spans_key" ON "spans" USING btree ("project","trace_id","span_id");--> statement-breakpoint
CREATE INDEX "steps_subject" ON "steps" USING btree ("project","subject_id","start_us");--> statement-breakpoint
CREATE UNIQUE INDEX "suites_point" ON "suites" USING btree ("project","point_id");--> statement-breakpoint
CREATE UNIQUE INDEX "traces_key" ON "traces" USING btree ("project","trace_id");--> statement-breakpoint
CREATE INDEX "traces_start" ON "traces" USING btree ("project","start_us","seq");--> statement-breakpoint
CREATE INDEX "traces_subject" ON "traces" USING btree ("project","subject_id");
CREATE TABLE "awaited_sites" (
	"project" text NOT NULL,
	"sha256" text NOT NULL,
	"trace_id" text NOT NULL,
	CONSTRAINT "awaited_sites_project_sha256_trace_id_pk" PRIMARY KEY("project","sha256","trace_id")
);
--> statement-breakpoint
CREATE TABLE "site_tables" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"project" text NOT NULL,
	"sha256" text NOT NULL,
	"file" text NOT NULL,
	"language" text NOT NULL,
	"size" bigint NOT NULL,
	"text" text NOT NULL,
	"arrived_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "site_tables_key" ON "site_tables" USING btree ("project","sha256");
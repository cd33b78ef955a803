CREATE TABLE `audit_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`at_us` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_events_project` ON `audit_events` (`project`,`seq`);--> statement-breakpoint
CREATE TABLE `branches` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`workflow` text NOT NULL,
	`version` text,
	`name` text NOT NULL,
	`file` text,
	`function_name` text,
	`line` integer,
	`commit` text,
	`repository` text,
	`arm` text,
	`outcome` text,
	`conditions` text NOT NULL,
	`facts` text,
	`judgment_span_ids` text NOT NULL,
	`rows` text,
	`sites` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `branches_key` ON `branches` (`project`,`trace_id`,`span_id`);--> statement-breakpoint
CREATE INDEX `branches_name` ON `branches` (`project`,`workflow`,`name`,`seq`);--> statement-breakpoint
CREATE TABLE `case_revisions` (
	`suite_id` text NOT NULL,
	`version` integer NOT NULL,
	`case_id` text NOT NULL,
	`split` text NOT NULL,
	`content` text,
	PRIMARY KEY(`suite_id`, `case_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `cases` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`project` text NOT NULL,
	`suite_id` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`state` text NOT NULL,
	`split` text NOT NULL,
	`input_digest` text NOT NULL,
	`expected_text` text NOT NULL,
	`content` text NOT NULL,
	`updated_us` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_id` ON `cases` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `cases_judgment` ON `cases` (`project`,`trace_id`,`span_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `cases_suite` ON `cases` (`suite_id`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `cases_input` ON `cases` (`suite_id`,`input_digest`);--> statement-breakpoint
CREATE TABLE `judgment_payloads` (
	`judgment_seq` integer PRIMARY KEY NOT NULL,
	`input` text,
	`messages` text,
	`system` text,
	`raw_output` text,
	`tools` text,
	`output_schema` text,
	`stated` text NOT NULL,
	`rationale` text,
	`error` text,
	`cut` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `judgments` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`point_id` text NOT NULL,
	`workflow` text NOT NULL,
	`version` text,
	`commit` text,
	`subject_type` text,
	`subject_id` text,
	`point` text NOT NULL,
	`task` text NOT NULL,
	`decider` text NOT NULL,
	`convention` text NOT NULL,
	`provider` text,
	`requested_model` text,
	`responded_model` text,
	`model` text,
	`input_preview` text NOT NULL,
	`output` text,
	`output_text` text,
	`choices` text,
	`confidence` real,
	`scores` text,
	`status` text NOT NULL,
	`start_us` integer NOT NULL,
	`start_ns` integer NOT NULL,
	`end_us` integer NOT NULL,
	`end_ns` integer NOT NULL,
	`input_tokens` integer,
	`output_tokens` integer,
	`cost_usd` real,
	`branches` text NOT NULL,
	`arm` text,
	`label_state` text DEFAULT 'none' NOT NULL,
	`label_expected` text,
	`label_author` text,
	`label_us` integer,
	`superseded_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `judgments_key` ON `judgments` (`project`,`trace_id`,`span_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `judgments_arrival` ON `judgments` (`project`,`start_us`,`seq`);--> statement-breakpoint
CREATE INDEX `judgments_output` ON `judgments` (`project`,`point_id`,`output_text`,`start_us`,`seq`);--> statement-breakpoint
CREATE INDEX `judgments_arm` ON `judgments` (`project`,`point_id`,`arm`,`start_us`,`seq`);--> statement-breakpoint
CREATE INDEX `judgments_model` ON `judgments` (`project`,`model`,`start_us`,`seq`);--> statement-breakpoint
CREATE INDEX `judgments_confidence` ON `judgments` (`project`,`point_id`,`confidence`,`seq`);--> statement-breakpoint
CREATE INDEX `judgments_label` ON `judgments` (`project`,`label_state`,`start_us`,`seq`) WHERE label_state <> 'none';--> statement-breakpoint
CREATE INDEX `judgments_subject` ON `judgments` (`project`,`subject_id`,`start_us`) WHERE subject_id is not null;--> statement-breakpoint
CREATE TABLE `keys` (
	`id` text PRIMARY KEY NOT NULL,
	`project` text NOT NULL,
	`name` text NOT NULL,
	`digest` text NOT NULL,
	`prefix` text NOT NULL,
	`scopes` text NOT NULL,
	`created_us` integer NOT NULL,
	`revoked_us` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keys_digest` ON `keys` (`digest`);--> statement-breakpoint
CREATE INDEX `keys_project` ON `keys` (`project`);--> statement-breakpoint
CREATE TABLE `labels` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`verdict` text NOT NULL,
	`expected` text,
	`expected_arm` text,
	`note` text,
	`tags` text NOT NULL,
	`author_id` text NOT NULL,
	`author` text NOT NULL,
	`at_us` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `labels_id` ON `labels` (`project`,`id`);--> statement-breakpoint
CREATE INDEX `labels_judgment` ON `labels` (`project`,`trace_id`,`span_id`,`ordinal`,`seq`);--> statement-breakpoint
CREATE INDEX `labels_project` ON `labels` (`project`,`seq`);--> statement-breakpoint
CREATE TABLE `log_records` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`time_unix_nano` text NOT NULL,
	`event_name` text NOT NULL,
	`severity_text` text NOT NULL,
	`body` text,
	`attributes` text NOT NULL,
	`sender` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `log_records_key` ON `log_records` (`project`,`trace_id`,`span_id`,`digest`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_us` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `points` (
	`id` text PRIMARY KEY NOT NULL,
	`project` text NOT NULL,
	`workflow` text NOT NULL,
	`name` text NOT NULL,
	`learned` text NOT NULL,
	`evidence` text NOT NULL,
	`settings` text NOT NULL,
	`created_us` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `points_key` ON `points` (`project`,`workflow`,`name`);--> statement-breakpoint
CREATE TABLE `projects` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_us` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`signal` text NOT NULL,
	`at_us` integer NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`raw` text,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quarantine_key` ON `quarantine` (`project`,`digest`);--> statement-breakpoint
CREATE INDEX `quarantine_project` ON `quarantine` (`project`,`seq`);--> statement-breakpoint
CREATE TABLE `senders` (
	`project` text NOT NULL,
	`digest` text NOT NULL,
	`resource` text NOT NULL,
	`scope_name` text NOT NULL,
	`scope_version` text NOT NULL,
	`scope_attributes` text NOT NULL,
	PRIMARY KEY(`project`, `digest`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`digest` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_us` integer NOT NULL,
	`expires_us` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`digest` text PRIMARY KEY NOT NULL,
	`created_us` integer NOT NULL,
	`used_us` integer
);
--> statement-breakpoint
CREATE TABLE `spans` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`parent_span_id` text,
	`name` text NOT NULL,
	`otel_kind` integer NOT NULL,
	`start_us` integer NOT NULL,
	`start_ns` integer NOT NULL,
	`end_us` integer NOT NULL,
	`end_ns` integer NOT NULL,
	`status_code` integer NOT NULL,
	`status_message` text NOT NULL,
	`attributes` text NOT NULL,
	`events` text NOT NULL,
	`links` text NOT NULL,
	`dropped_attributes_count` integer NOT NULL,
	`sanitized` text NOT NULL,
	`sender` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spans_key` ON `spans` (`project`,`trace_id`,`span_id`);--> statement-breakpoint
CREATE TABLE `steps` (
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`parent_span_id` text,
	`workflow_span_id` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`start_us` integer NOT NULL,
	`start_ns` integer NOT NULL,
	`end_us` integer NOT NULL,
	`end_ns` integer NOT NULL,
	`workflow` text NOT NULL,
	`version` text,
	`subject_type` text,
	`subject_id` text,
	`effect` integer NOT NULL,
	`step_seq` integer,
	`step_key` text,
	`input` text,
	`output` text,
	`error` text,
	`lossy` text NOT NULL,
	`is_judgment_detail` integer NOT NULL,
	PRIMARY KEY(`project`, `trace_id`, `span_id`)
);
--> statement-breakpoint
CREATE INDEX `steps_subject` ON `steps` (`project`,`subject_id`,`start_us`);--> statement-breakpoint
CREATE TABLE `suite_versions` (
	`suite_id` text NOT NULL,
	`version` integer NOT NULL,
	`at_us` integer NOT NULL,
	`author` text NOT NULL,
	`change` text NOT NULL,
	`case_id` text NOT NULL,
	PRIMARY KEY(`suite_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `suites` (
	`id` text PRIMARY KEY NOT NULL,
	`project` text NOT NULL,
	`point_id` text NOT NULL,
	`name` text NOT NULL,
	`seed` text NOT NULL,
	`holdout_share` real NOT NULL,
	`version` integer NOT NULL,
	`created_us` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `suites_point` ON `suites` (`project`,`point_id`);--> statement-breakpoint
CREATE TABLE `traces` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL,
	`workflow` text NOT NULL,
	`version` text,
	`subject_type` text,
	`subject_id` text,
	`status` text NOT NULL,
	`complete` integer NOT NULL,
	`start_us` integer NOT NULL,
	`start_ns` integer NOT NULL,
	`end_us` integer NOT NULL,
	`end_ns` integer NOT NULL,
	`step_count` integer NOT NULL,
	`judgment_count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `traces_key` ON `traces` (`project`,`trace_id`);--> statement-breakpoint
CREATE INDEX `traces_start` ON `traces` (`project`,`start_us`,`seq`);--> statement-breakpoint
CREATE INDEX `traces_subject` ON `traces` (`project`,`subject_id`);
CREATE TABLE `stale_traces` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`trace_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stale_traces_key` ON `stale_traces` (`project`,`trace_id`);